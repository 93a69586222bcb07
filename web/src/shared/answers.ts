// Owns the types of what the JSON API answers and takes. Must not know how it is asked or shown.

export type Lang = "nb" | "nn" | "se" | "en";
export type Reach = "local" | "shared" | "county" | "national" | "nearby";

/** `now: null` is "not known": never shown as a guess. */
export interface Opening {
  now: boolean | null;
  until: string | null;
  next: string | null;
  fallback: string | null;
}

export interface Open extends Opening {
  /** One for each of the offer's contacts, in their order. */
  contacts: Opening[];
  locations: Opening[];
}

export type Channel = "phone" | "sms" | "chat" | "email" | "web" | "form";

export interface Contact {
  channel: Channel;
  /** Without it the channel is known and the number or address is not. */
  value?: string;
  keypress?: string;
  name?: string;
  opening_hours?: string;
  fallback?: string;
}

export interface Location {
  name?: string;
  street?: string;
  postal_code?: string;
  city?: string;
  municipality?: string;
  lat?: number;
  lon?: number;
  /** The address is kept back on purpose: said as "adressen er skjermet". */
  withheld?: boolean;
  wheelchair?: "yes" | "limited" | "no";
  opening_hours?: string;
  directions?: string;
}

export interface Session {
  start: string;
  minutes?: number;
  recurrence?: string;
  dates?: string[];
  registration_deadline?: string;
  places?: number;
  availability?: "open" | "few" | "full" | "cancelled";
}

export interface Access {
  referral?: "none" | "optional" | "required";
  registration?: "none" | "contact" | "required";
  drop_in?: boolean;
  anonymous?: boolean;
  waiting_days?: number;
  answer_days?: number;
  waiting_is?: "promise" | "aim";
  price_nok?: number;
  companion?: boolean;
  accompanied?: boolean;
  first_talk?: boolean;
  note?: string;
}

/** An offer as it is told: its texts in one language, its organization by name. */
export interface Offer {
  id: string;
  name: string;
  summary?: string;
  description?: string;
  organization: { id: string; name: string };
  kind: string;
  line?: "emergency" | "support";
  topics: string[];
  methods?: string[];
  audiences?: string[];
  age?: { min?: number; max?: number };
  coverage: {
    scope: "local" | "county" | "national";
    municipalities?: string[];
    counties?: string[];
    districts?: string[];
    outsiders?: boolean;
  };
  access?: Access;
  formats?: string[];
  languages?: string[];
  interpreter?: boolean;
  contacts?: Contact[];
  locations?: Location[];
  sessions?: Session[];
  rhythm?: { times?: number; minutes?: number; every?: string; weekdays?: string[]; time_of_day?: string[]; note?: string };
  closures?: { from: string; to: string; note?: string }[];
  url?: string;
  status: "active" | "planned" | "paused" | "ended";
  verified?: { on: string; by?: string; method?: string };
  source?: { name: string; url?: string; as_of?: string; synthetic?: boolean };
  /** Which language a text came in, where it is not the one asked for. */
  text_languages?: Record<string, string>;
}

export interface Freshness {
  verified_on: string | null;
  as_of: string | null;
  stale: boolean;
}

export interface Why {
  code: string;
  text: string;
  topic?: string;
}

export interface Action {
  do: "call" | "sms" | "chat" | "email" | "open_page" | "turn_up" | "register" | "ask_front_door";
  channel: Channel | null;
  /** A number or an address; the place where one turns up. */
  value: string | null;
  keypress?: string;
  at: string | null;
  text: string;
}

export interface Told {
  offer: Offer;
  reach: Reach;
  open: Open;
  next_session: string | null;
  freshness: Freshness;
  why: Why[];
  /** What it asks of the person, in the order in which it comes. */
  asks: string[];
  action: Action;
}

export interface Hit extends Told {
  /** Name and summary with the words that were found between `<em>` marks. */
  highlights: { name?: string[]; summary?: string[] };
  score: number;
  distance_km?: number;
}

export interface Step extends Told {
  /** Of the steps the one that can be begun soonest. */
  soonest: boolean;
  related: { what: string; id: string; name: string }[];
}

export interface Line {
  id: string;
  name: string;
  number: string | null;
  url: string | null;
  /** What the channel is called whose number is told. */
  channel_name: string | null;
  hours: string | null;
  open: boolean | null;
}

export interface Safety {
  level: "emergency" | "support";
  topic: string;
  emergency: Line[];
  support: Line[];
}

export interface Place {
  municipality?: string;
  county?: string;
  name?: string;
  candidates?: { municipality: string; name: string }[];
}

/** What the words were taken to mean. `spans` count Unicode scalar values, not UTF-16 units. */
export interface Understood {
  text: string;
  topics: string[];
  age: number | { min?: number; max?: number } | null;
  audiences: string[];
  place: Place | null;
  time_of_day: string | null;
  weekday: string | null;
  hurry: boolean;
  language: string | null;
  formats: string[];
  icpc2: string | null;
  corrections: { from: string; to: string }[];
  spans: { from: number; to: number; as: string }[];
}

export type Params = Record<string, string | number | boolean | string[]>;

export interface Question {
  about: string;
  question: string;
  options: { label: string; params: Params; leaves: number }[];
}

export interface Otherwise {
  what: "shared" | "county" | "national" | "nearby" | "front_door";
  steps: Step[];
}

export interface Plan {
  understood: Understood;
  safety: Safety | null;
  text: string;
  left: number;
  steps: Step[];
  otherwise: Otherwise[];
  ask: Question | null;
}

export interface SearchAnswer {
  total: number;
  page: number;
  per_page: number;
  understood: Understood;
  safety: Safety | null;
  hits: Hit[];
  otherwise: Otherwise[];
  facets: Record<string, { value: string; label: string; count: number }[]>;
}

export interface Suggestions {
  suggestions: { kind: string; text: string; value: string }[];
  safety: Safety | null;
}

/** Offers ready to hand over: kept under a token, or only told. */
export interface Shortlist {
  token: string | null;
  link: string | null;
  lang: Lang;
  expires: string | null;
  /** How many offers it was made of. */
  many: number;
  sms: { text: string; entries: number; parts: number; units: number; alphabet: "gsm7" | "ucs2" };
  aloud: string;
  letter: string;
}

export interface Need {
  municipality: string;
  topics?: string[];
  age_band?: "0-12" | "13-19" | "20-29" | "30-66" | "67+";
  why: "none_here" | "full" | "hours" | "distance" | "language" | "age" | "price";
}

export interface Problem {
  title: string;
  status: number;
  code: string;
  detail: string;
  request_id: string;
  faults?: { pointer?: string; detail?: string }[];
  safety?: Safety | null;
}
