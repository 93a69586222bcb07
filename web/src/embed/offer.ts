// Owns one offer in the list: name, who and what to do, open or not, what it asks, summary, reach, freshness. Must not know the list.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { type Labels, type Link, type Row, type Way, bare, doorOf, freshOf, upper, wayOf, whoOf } from "./telling.ts";
import type { Voice } from "./voice.ts";

export interface Telling {
  readonly voice: Voice;
  readonly labels: Labels;
  readonly pages: ReadonlyMap<string, string>;
  readonly compact: boolean;
  /** Of the offer's heading. */
  readonly level: number;
  opened(id: string): void;
}

/** A number that can be pressed stands there once. */
function unnumbered(name: string, link: Link | null): string {
  const rest = link?.number ? bare(name, link.shown) : name;
  return rest === name ? name : upper(rest);
}

/** In a frame links open beside it; a number is called from where one is. */
export const outward = (href: string): string | typeof nothing => (href.startsWith("http") ? nothing : "_self");

export function offerEntry(row: Row, telling: Telling): TemplateResult {
  const { voice, labels, pages, compact, level, opened } = telling;
  const { t, told, texted, say } = voice;
  const { offer, reach } = row;
  const who = whoOf(offer, labels, voice);
  const way = wayOf(row, voice);
  const name = [way.link, way.also].reduce(unnumbered, offer.name);
  const door = doorOf(row, voice);
  return html`<li class="offer" data-offer=${offer.id}>
    <p class="name" role="heading" aria-level=${level}>
      <a href=${pages.get(offer.id) ?? ""} rel="noopener noreferrer" @click=${() => opened(offer.id)}
        >${texted(offer, "name", name)}</a
      >
    </p>
    ${who && html`<p class="quiet">${told(who)}</p>`} ${wayIn(way, voice)}
    ${door &&
    html`<p class="door" data-state=${door.state}>
      <span>${told(door.text)}</span>${door.fallback && html` <span class="quiet">${told(door.fallback)}</span>`}
    </p>`}
    ${row.next_session ? html`<p>${t("next", { when: voice.moment(row.next_session) })}</p>` : nothing}
    ${compact
      ? nothing
      : html`${row.asks.length > 0
            ? html`<ul class="asks" aria-label=${say("asks")}>
                ${row.asks.map((ask) => html`<li>${told(ask)}</li>`)}
              </ul>`
            : nothing}
          ${offer.summary && html`<p>${texted(offer, "summary", offer.summary)}</p>`}
          ${offer.locations?.some((place) => place.withheld) ? html`<p>${t("withheld")}</p>` : nothing}
          <p class="small quiet">
            ${offer.organization.name}${reach === "local" ? nothing : html` · ${t(`reach.${reach}`)}`}<br />${told(
              freshOf(row, voice),
            )}
          </p>`}
  </li>`;
}

function wayIn({ sentence, link, keypress, also }: Way, voice: Voice): TemplateResult {
  return html`<p class="ways">
    ${sentence && html`<span class="do">${voice.told(sentence)}</span>`} ${link && pressed(link, voice)}
    ${keypress && html`<span>${voice.told(keypress)}</span>`} ${also && pressed(also, voice)}
  </p>`;
}

const pressed = ({ channel, href, shown, number }: Link, { t }: Voice): TemplateResult =>
  html`<a class="way" ?data-number=${number} href=${href} target=${outward(href)} rel="noopener noreferrer"
    ><span>${t(`do.${channel}`)}</span> <b>${shown}</b></a
  >`;
