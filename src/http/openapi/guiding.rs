//! Owns what the operations of navigating, handing over and insight are called, take and answer. Must not know how the document is written.

use super::super::problem::Code;
use super::super::{asking, calendar, handover, navigate, needs, news, place, shortlists};
use super::operations::{JSON, Operation, PLAIN, POSTED_FAILURES, SEARCH_FAILURES};
use Code::{
    BadJson, BadQuery, BadValue, Busy, Faulty, NotFound, TooLarge, TooMany, Unauthorized, UnknownParameter, UnsupportedMedia,
    Withdrawn,
};

const TAG: &str = "Navigating";

/// Every operation of navigating, handing over and insight.
pub const GUIDING: &[Operation] = &[
    Operation {
        path: "/v1/navigate",
        id: "navigate",
        tag: TAG,
        summary: "From a caller's words to what to do",
        about: "Three to five steps that truly differ, what else there is, the question that would narrow it most, and a text to read aloud. `asked` is a comma list of questions already put. Never empty while anything covers the place.",
        params: asking::NAVIGATE,
        answers: &[(200, "A plan", "Plan", JSON)],
        failures: SEARCH_FAILURES,
        ..PLAIN
    },
    Operation {
        path: "/v1/navigate",
        method: "post",
        id: "post_navigate",
        tag: TAG,
        summary: "The same plan, with the words in the body",
        about: "For those who must not leave a caller's words in an address.",
        body: Some(("NavigateRequest", JSON)),
        answers: &[(200, "A plan", "Plan", JSON)],
        failures: POSTED_FAILURES,
        ..PLAIN
    },
    Operation {
        path: "/v1/compare",
        id: "compare",
        tag: TAG,
        summary: "Two or three offers, point by point",
        about: "What nobody has said of any of them is left out; `null` where it is not known of one.",
        params: navigate::COMPARE,
        required: &["offer"],
        answers: &[(200, "The points", "Comparison", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadValue, BadQuery, NotFound, Busy],
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}/calendar.ics",
        id: "offer_calendar",
        tag: "Offers",
        summary: "An offer's meetings as iCalendar",
        about: "RFC 5545; every meeting is written out, closed days left out.",
        params: calendar::CALENDAR,
        answers: &[(200, "The calendar", "Text", "text/calendar"), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadValue, BadQuery, NotFound, Withdrawn],
        ..PLAIN
    },
    Operation {
        path: "/v1/municipalities/{number}/calendar.ics",
        id: "municipality_calendar",
        tag: TAG,
        summary: "What meets in a municipality, as iCalendar",
        about: "Everything with dates that its inhabitants may use.",
        params: calendar::CALENDAR,
        answers: &[(200, "The calendar", "Text", "text/calendar"), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadValue, BadQuery, NotFound, Busy],
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}/place",
        id: "offer_place",
        tag: "Offers",
        summary: "Where an offer is given, what else is there, and the week of that place",
        about: "Monday to Sunday of the week with the moment in it. What comes every week on a day that nobody has named stands in `day_unknown`; it is never guessed.",
        params: place::PLACE,
        answers: &[(200, "The place", "Place", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadValue, BadQuery, NotFound, Busy],
        ..PLAIN
    },
    Operation {
        path: "/v1/municipalities/{number}/news",
        id: "municipality_news",
        tag: "Handing over",
        summary: "What is new among the offers of a municipality",
        about: "Since a day, for a mail to general practitioners or a notice board: new, changed, withdrawn, verified. With `Accept: text/plain` the text alone. The service sends no mail itself.",
        params: news::NEWS,
        answers: &[(200, "The news", "News", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadValue, BadQuery, NotFound],
        ..PLAIN
    },
    Operation {
        path: "/v1/handover",
        id: "hand_over",
        tag: "Handing over",
        summary: "The texts that hand offers over, without keeping anything",
        about: "SMS, read aloud, letter, for one to ten offers. `link` is the page of a single offer.",
        params: handover::HANDOVER,
        required: &["id"],
        answers: &[(200, "The texts", "Handover", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadValue, BadQuery, NotFound, Busy],
        ..PLAIN
    },
    Operation {
        path: "/v1/shortlists",
        method: "post",
        id: "make_shortlist",
        tag: "Handing over",
        summary: "Keep three to ten offers under an address nobody can guess",
        about: "For 30 days, nothing but ids and a language. The answer holds a ready SMS text, a text to read aloud and one for a letter. Limited by address.",
        body: Some(("ShortlistRequest", JSON)),
        answers: &[(201, "Kept", "Shortlist", JSON)],
        failures: &[UnknownParameter, BadQuery, BadJson, TooLarge, UnsupportedMedia, Faulty, TooMany, Busy],
        ..PLAIN
    },
    Operation {
        path: "/v1/shortlists/{token}",
        id: "get_shortlist",
        tag: "Handing over",
        summary: "A shortlist, while its 30 days last",
        about: "An offer that was withdrawn since is told as `null`.",
        params: shortlists::ONE,
        answers: &[(200, "The shortlist", "Shortlist", JSON)],
        failures: &[UnknownParameter, BadValue, BadQuery, NotFound, Busy],
        ..PLAIN
    },
    Operation {
        path: "/v1/needs",
        method: "post",
        id: "tell_need",
        tag: "What was missing",
        summary: "Something was missing",
        about: "Municipality, topics, age band and why; there is no room for words or persons. Limited by address.",
        body: Some(("NeedRequest", JSON)),
        answers: &[(202, "Counted", "Counted", JSON)],
        failures: &[UnknownParameter, BadQuery, BadJson, TooLarge, UnsupportedMedia, Faulty, TooMany],
        ..PLAIN
    },
    Operation {
        path: "/v1/feedback",
        method: "post",
        id: "tell_feedback",
        tag: "What was missing",
        summary: "Whether somebody found what they needed",
        about: "Municipality, topics and all, some or nothing, as counts; there is no room for words or persons. Limited by address.",
        body: Some(("FeedbackRequest", JSON)),
        answers: &[(202, "Counted", "Counted", JSON)],
        failures: &[UnknownParameter, BadQuery, BadJson, TooLarge, UnsupportedMedia, Faulty, TooMany],
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}/reports",
        method: "post",
        id: "report_offer",
        tag: "What was missing",
        summary: "Something is wrong with an offer",
        about: "One word for what; there is no room for others, nor for a person. Counted by day. Limited by address.",
        body: Some(("ReportRequest", JSON)),
        answers: &[(201, "Counted", "Counted", JSON)],
        failures: &[UnknownParameter, BadQuery, BadJson, NotFound, Withdrawn, TooLarge, UnsupportedMedia, Faulty, TooMany],
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}/reports",
        id: "offer_reports",
        tag: "What was missing",
        summary: "What was said to be wrong with an offer",
        about: "Counts by what and day, the newest day first, for the keeper.",
        answers: &[(200, "The counts", "List", JSON)],
        failures: &[UnknownParameter, BadQuery, Unauthorized, NotFound],
        key: true,
        ..PLAIN
    },
    Operation {
        path: "/v1/insight",
        id: "insight",
        tag: "What was missing",
        summary: "What an editor learns about a municipality",
        about: "Unmet needs, whether people found what they needed, coverage of topics by kind, what is old or unverified, what is used most, over twelve months. Nothing under five is shown.",
        params: needs::INSIGHT,
        required: &["municipality"],
        answers: &[(200, "The figures", "Insight", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadValue, BadQuery, NotFound, Busy],
        ..PLAIN
    },
];
