// A version of the light rule in plain words.
import { useMessages } from "../../app/web/messages.tsx";
import type { Thresholds } from "./model-rule.ts";
import { words } from "./page-words.ts";

export function RuleInWords({ rule }: { rule: Thresholds }) {
  const { say, language } = useMessages();
  const { yellowGap, redGap, redOverdueDays, yellowMissed, redMissed, holds } = rule;
  const numbers = { yellowGap, redGap, redOverdueDays, yellowMissed, redMissed };
  const sentences = [words.sayGap, words.sayOverdue, words.sayMissed].map((sentence) => say(sentence, numbers));
  return (
    <p className="rating-rule">
      {[...sentences, say(holds ? words.sayHolds : words.sayNoHold)].join(language === "zh" ? "" : " ")}
    </p>
  );
}
