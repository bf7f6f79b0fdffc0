// Who may do what with a saved view: its maker, and for shared ones the office of the programme.
import type { Decision } from "../../kernel/access.ts";
import { decideAll, defineActs } from "../../kernel/state-machine.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import type { ViewParty, ViewState } from "./model.ts";

/** Every act on a view. Whoever may not change one saves it as their own. */
export const viewActs = defineActs<ViewState, ViewParty, never>()({
  change: { from: ["own", "shared"], to: null, by: ["maker", "office"], zh: "更新视图", en: "Update the view" },
  share: { from: ["own"], to: "shared", by: ["maker"], zh: "共享", en: "Share" },
  withdraw: { from: ["shared"], to: "own", by: ["maker", "office"], zh: "取消共享", en: "Stop sharing" },
  drop: { from: ["own", "shared"], to: "dropped", by: ["maker", "office"], zh: "删除视图", en: "Drop the view" },
});
export type ViewAct = keyof typeof viewActs;

export interface ViewFacts {
  makerId: string;
  state: ViewState;
  /** The office of the programme the view belongs to. */
  officeUnitId: string;
}

interface ViewActor {
  personId: string;
  duties: readonly string[];
  unitIds: readonly string[];
}

/** Who the actor is, seen from this view; the office has no part in what somebody keeps for themselves. */
export function partiesOf(actor: ViewActor, view: ViewFacts): ViewParty[] {
  const parties: ViewParty[] = [];
  if (actor.personId === view.makerId) parties.push("maker");
  if (view.state === "shared" && isOfficeOf(actor, view)) parties.push("office");
  return parties;
}

/** May somebody see it? Dropped ones nobody, own ones their maker, shared ones everybody who sees the programme. */
export const maySee = (personId: string, view: Pick<ViewFacts, "makerId" | "state">): boolean =>
  view.state === "shared" || (view.state === "own" && view.makerId === personId);

/** Every act with its decision, for the guard and for `abilities`. */
export const decideView = (actor: ViewActor, view: ViewFacts): Record<ViewAct, Decision> =>
  decideAll(viewActs, {
    state: view.state,
    parties: partiesOf(actor, view),
    has: [],
    personId: actor.personId,
    sameAs: [],
    lastDoneBy: {},
  });

/** Do two addresses say the same, in whatever order their names stand? */
export function sameQuery(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
