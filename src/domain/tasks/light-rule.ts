// The thresholds of the progress light, by version. Published practice is in domain reference 1.2 (银川 2025).

/** One version of the rule: percentage points, days and reporting cycles from which a light turns. */
export interface LightRule {
  /** What reasons call it. */
  version: string;
  /** From how many points behind schedule yellow, beyond how many red. */
  yellowGap: number;
  redGap: number;
  /** Overdue at all is yellow; beyond so many days red. */
  redOverdueDays: number;
  /** From how many reporting cycles in a row without a report yellow, from how many red. */
  yellowMissed: number;
  redMissed: number;
  /** Does yellow hold for one cycle after catching up? */
  holds: boolean;
}

/** Holds until the office of a programme has decided otherwise. */
export const firstLightRule: LightRule = {
  version: "2021-1",
  yellowGap: 10,
  redGap: 30,
  redOverdueDays: 30,
  yellowMissed: 1,
  redMissed: 2,
  holds: true,
};
