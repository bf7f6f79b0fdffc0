// One thing that was found: its title with the places marked, the stretch of text where it stands, and what it is.

import { useMessages } from "../../app/web/messages.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import type { SearchHit } from "./model.ts";
import { addsToTitle, Marked } from "./page-marked.tsx";

export function HitLines({ hit, programme }: { hit: SearchHit; programme: boolean }) {
  const { say, word } = useMessages();
  return (
    <>
      <span className="hit-title">
        {hit.light ? <Light light={hit.light} compact /> : null}
        <span>
          <Marked text={hit.title} places={hit.titleHits} />
        </span>
      </span>
      {addsToTitle(hit) ? (
        <span className="hit-snippet">
          <Marked text={hit.snippet} places={hit.snippetHits} />
        </span>
      ) : null}
      <span className="hit-hint">
        <span>{word(hit.hint)}</span>
        {programme && hit.programmeTitle && hit.programmeTitle !== hit.title ? <span>{hit.programmeTitle}</span> : null}
        {hit.demo ? <Chip>{say("demo")}</Chip> : null}
      </span>
    </>
  );
}
