// The maturity ladder L0–L5 as five steps and its code; `long` adds what each step means.
import { maturitySteps } from "../../../domain/tasks/model.ts";
import { useMessages } from "../messages.tsx";
import "./marks.css";

const steps = Object.entries(maturitySteps);

export function MaturityLadder({ step }: { step: number }) {
  const { word } = useMessages();
  const [code, label] = steps[step] ?? ["L0", maturitySteps.L0];
  return (
    <span className="ladder" title={word(label)}>
      <span className="ladder-steps" aria-hidden="true">
        {steps.slice(1).map(([name], index) => (
          <i key={name} className={index < step ? "is-reached" : undefined} />
        ))}
      </span>
      {code}
      <span className="sr">{word(label)}</span>
    </span>
  );
}

/** All six steps in a row, the reached ones inked, the present one named. */
export function MaturityScale({ step }: { step: number }) {
  const { word } = useMessages();
  return (
    <ol className="scale">
      {steps.map(([code, label], index) => (
        <li
          key={code}
          className={index <= step ? "is-reached" : undefined}
          aria-current={index === step ? "step" : undefined}
        >
          <b>{code}</b>
          <span>{word(label)}</span>
        </li>
      ))}
    </ol>
  );
}
