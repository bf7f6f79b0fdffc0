// One card of a unit's page: figures in lines, what is to be done now, and the unit's own months.
import { useMessages } from "../../app/web/messages.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { OrderFlag } from "../../app/web/ui/order-flag.tsx";
import {
  type CardFigure,
  type CardLine,
  type CardMonth,
  type CardRow,
  cardTones,
  type UnitCard,
} from "./model-unit-page.ts";
import { AddressLink } from "./page-unit-link.tsx";
import { words } from "./page-unit-words.ts";

export function Card({ card }: { card: UnitCard }) {
  const { say, word } = useMessages();
  const id = `unit-card-${card.kind}`;
  const empty = card.lines.length + card.owed.length + card.months.length === 0;
  return (
    <section className="unit-card" aria-labelledby={id}>
      <h2 id={id}>{word(card.title)}</h2>
      {empty ? <p className="muted">{word(card.none)}</p> : null}
      {card.lines.length > 0 ? (
        <dl className="unit-card-lines">
          {card.lines.map((line) => (
            <Line key={line.key} line={line} />
          ))}
        </dl>
      ) : null}
      {card.owed.length > 0 || card.months.length > 0 ? <Owed rows={card.owed} total={card.owedTotal} /> : null}
      {card.months.length > 1 ? (
        <>
          <h3>{say(words.months)}</h3>
          <p className="muted">{say(words.monthsNote)}</p>
          <Months months={card.months} />
        </>
      ) : null}
    </section>
  );
}

function Line({ line }: { line: CardLine }) {
  const { word } = useMessages();
  return (
    <div>
      <dt>{word(line.label)}</dt>
      <dd>
        {line.figures.map((figure) => (
          <Figure key={figure.key} figure={figure} line={word(line.label)} />
        ))}
      </dd>
    </div>
  );
}

function Figure({ figure, line }: { figure: CardFigure; line: string }) {
  const { say, word } = useMessages();
  const label = word(figure.label);
  const inside = (
    <>
      {figure.tone ? <i className={`mark-light is-${figure.tone} unit-dot`} aria-hidden="true" /> : null}
      {figure.flag ? <OrderFlag grade={figure.flag} /> : <span className="muted">{label}</span>} <b>{figure.value}</b>
    </>
  );
  if (figure.value === 0 || !figure.href)
    return <span className={figure.value === 0 ? "unit-figure is-zero" : "unit-figure"}>{inside}</span>;
  return (
    <AddressLink
      href={figure.href}
      className="unit-figure"
      label={say(words.figure, { line, label, count: figure.value })}
    >
      {inside}
    </AddressLink>
  );
}

function Owed({ rows, total }: { rows: readonly CardRow[]; total: number }) {
  const { say, word, day } = useMessages();
  return (
    <>
      <h3>{say(words.owed)}</h3>
      {rows.length === 0 ? <p className="muted">{say(words.owedNone)}</p> : null}
      <ul className="unit-owed">
        {rows.map((row) => (
          <li key={row.id}>
            <AddressLink href={row.href}>
              {row.tone ? <Light light={row.tone} compact /> : <span />}
              <span className="unit-owed-title">{row.title}</span>
              <span className={row.isLate ? "unit-late" : "muted"}>
                {word(row.act ?? undefined)}
                {row.dueOn ? ` · ${say(words.due, { day: day(row.dueOn) })}` : ""}
              </span>
            </AddressLink>
          </li>
        ))}
      </ul>
      {total > rows.length ? <p className="muted">{say(words.owedMore, { count: total - rows.length })}</p> : null}
    </>
  );
}

/** A table: the months of one unit are few, and every number is the way to its rows. */
function Months({ months }: { months: readonly CardMonth[] }) {
  const { say, day } = useMessages();
  return (
    <div className="table-scroll">
      <table className="table unit-months">
        <thead>
          <tr>
            <th scope="col">{say(words.monthDay)}</th>
            <th scope="col" className="is-right">
              {say(words.monthTotal)}
            </th>
            {cardTones.map((tone) => (
              <th key={tone} scope="col" className="is-right">
                <Light light={tone} />
              </th>
            ))}
            <th scope="col" className="unit-bar-column">
              <span className="sr">{say(words.months)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {months.toReversed().map((month) => (
            <tr key={month.day}>
              <th scope="row">{day(month.day)}</th>
              <td className="is-right">
                <AddressLink href={month.href}>{month.total}</AddressLink>
              </td>
              {cardTones.map((tone) => (
                <td key={tone} className="is-right">
                  {month.tones[tone] ?? <span className="muted">·</span>}
                </td>
              ))}
              <td>
                <span className="unit-bar" aria-hidden="true">
                  {cardTones.map((tone) => (
                    <i key={tone} className={`is-${tone}`} style={{ flexGrow: month.tones[tone] ?? 0 }} />
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
