// What may be done with the chosen view, or with the present arrangement: update, keep, rename, share, prefer, link, drop.
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { SavedView, ViewList } from "./model.ts";
import { queryOf, searchOf, useViewChange } from "./page-view-change.tsx";
import { viewAt } from "./page-view-dialogs.tsx";
import { words } from "./page-words.ts";

export function ViewActs({
  programmeId,
  list,
  search,
  chosen,
  changed,
  onAsk,
  onDone,
  onOpen,
}: {
  programmeId: string;
  list: ViewList;
  search: Search;
  onOpen: (search: Search) => void;
  chosen: SavedView | null;
  changed: boolean;
  onAsk: (what: "save" | "rename" | "drop") => void;
  onDone: () => void;
}) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const change = useViewChange(programmeId);
  const may = (act: string) => chosen?.abilities[act]?.allowed ?? false;
  const facts = { title: chosen?.title ?? "" };
  const prefer = (viewId: string | null) =>
    change.run(
      () => api.views.preferView({ programmeId, list, viewId }),
      viewId ? words.didPrefer : words.didUnprefer,
      facts,
      onDone,
    );
  const copy = async (view: SavedView) => {
    const link = `${location.origin}${location.pathname}?saved=${view.id}`;
    const copied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    announce(copied ? say(words.copied) : say(words.copyFailed, { link }));
    onDone();
  };
  return (
    <div className="views-acts">
      <RefusalNotice error={change.error} />
      {chosen && changed && may("change") ? (
        <Button
          kind="do"
          busy={change.busy}
          onClick={() =>
            change.run(
              () => api.views.changeView({ ...viewAt(chosen), query: queryOf(search) }),
              words.didUpdate,
              facts,
              onDone,
            )
          }
        >
          {say(words.update, facts)}
        </Button>
      ) : null}
      {chosen && changed ? (
        <Button onClick={() => onOpen(searchOf(chosen, search))}>{say(words.restore, facts)}</Button>
      ) : null}
      <Button onClick={() => onAsk("save")}>{say(words.saveAs)}</Button>
      {chosen ? (
        <div className="views-more">
          {may("change") ? (
            <Button kind="quiet" onClick={() => onAsk("rename")}>
              {say(words.rename)}
            </Button>
          ) : null}
          {may("share") ? (
            <Button
              kind="quiet"
              busy={change.busy}
              onClick={() => change.run(() => api.views.shareView(viewAt(chosen)), words.didShare, facts, onDone)}
            >
              {say(words.share)}
            </Button>
          ) : null}
          {may("withdraw") ? (
            <Button
              kind="quiet"
              busy={change.busy}
              onClick={() => change.run(() => api.views.withdrawView(viewAt(chosen)), words.didWithdraw, facts, onDone)}
            >
              {say(words.withdraw)}
            </Button>
          ) : null}
          <Button kind="quiet" busy={change.busy} onClick={() => prefer(chosen.preferred ? null : chosen.id)}>
            {chosen.preferred ? say(words.unprefer) : say(words.prefer)}
          </Button>
          <Button kind="quiet" onClick={() => void copy(chosen)}>
            {say(words.copy)}
          </Button>
          {may("drop") ? (
            <Button kind="quiet" onClick={() => onAsk("drop")}>
              {say(words.drop)}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
