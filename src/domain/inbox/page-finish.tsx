// Where something owed is finished without leaving the list: the record of its kind beside it, with the module's own acts and forms.
// A kind adds a line; one without a line shows what is asked and leads to its page.
import { type ComponentType, type LazyExoticComponent, lazy, Suspense, useEffect, useRef } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { SideSheet } from "../../app/web/ui/side-sheet.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { InboxItem } from "./model.ts";
import { words } from "./page-words.ts";

interface FinishProps {
  item: InboxItem;
  onClose: () => void;
}

const rating = lazy(async () => {
  const { RatingSheet } = await import("../ratings/page-sheet.tsx");
  return {
    default: ({ item, onClose }: FinishProps) => {
      const { word } = useMessages();
      return (
        <RatingSheet
          programmeId={item.programmeId}
          taskId={taskIn(item.href)}
          id={item.id}
          title={word(item.title)}
          onClose={onClose}
        />
      );
    },
  };
});

const sheets: Readonly<Record<string, LazyExoticComponent<ComponentType<FinishProps>>>> = {
  task: lazy(async () => {
    const { TaskSheet } = await import("../tasks/page-sheet.tsx");
    return {
      default: ({ item, onClose }: FinishProps) => (
        <TaskSheet programmeId={item.programmeId} taskId={item.id} asOf={undefined} onClose={onClose} />
      ),
    };
  }),
  order: lazy(async () => {
    const { OrderSheet } = await import("../supervision/page-order.tsx");
    return {
      default: ({ item, onClose }: FinishProps) => (
        <OrderSheet programmeId={item.programmeId} orderId={item.id} onClose={onClose} />
      ),
    };
  }),
  meeting: lazy(async () => {
    const { MeetingSheet } = await import("../meetings/page-meeting.tsx");
    return {
      default: ({ item, onClose }: FinishProps) => (
        <MeetingSheet programmeId={item.programmeId} meetingId={item.id} onClose={onClose} />
      ),
    };
  }),
  ministry: lazy(async () => {
    const { EntrySheet } = await import("../ministries/page-entry.tsx");
    return {
      default: ({ item, onClose }: FinishProps) => (
        <EntrySheet programmeId={item.programmeId} entryId={item.id} onClose={onClose} />
      ),
    };
  }),
  maturityClaim: rating,
  lightOverride: rating,
  matter: lazy(async () => {
    const { MatterSheet } = await import("../matters/page-matter.tsx");
    return {
      default: ({ item, onClose }: FinishProps) => (
        <MatterSheet programmeId={item.programmeId} matterId={item.id} onClose={onClose} />
      ),
    };
  }),
};

/** A rating hangs on its task, which stands in the address of the page that shows it. */
const taskIn = (href: string) => /\/tasks\/([^/#?]+)/.exec(href)?.[1] ?? "";

export function Finish({ item, onClose }: FinishProps) {
  const { word } = useMessages();
  const Sheet = sheets[item.kind] ?? Plain;
  const box = useRef<HTMLDivElement>(null);
  const what = `${item.kind} ${item.id}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another record takes the focus anew
  useEffect(() => box.current?.focus({ preventScroll: true }), [what]);
  const waiting = (
    <SideSheet label={word(item.title)} onClose={onClose}>
      <Skeleton lines={8} />
    </SideSheet>
  );
  return (
    <div className="inbox-finish" ref={box} tabIndex={-1}>
      <Suspense fallback={waiting}>
        <Sheet key={what} item={item} onClose={onClose} />
      </Suspense>
    </div>
  );
}

function Plain({ item, onClose }: FinishProps) {
  const { say, word } = useMessages();
  return (
    <SideSheet label={word(item.title)} onClose={onClose}>
      <div className="inbox-plain">
        <h2>{word(item.title)}</h2>
        <p>{word(item.what)}</p>
        <a className="btn btn-do" href={item.href}>
          {say(words.open)}
        </a>
      </div>
    </SideSheet>
  );
}
