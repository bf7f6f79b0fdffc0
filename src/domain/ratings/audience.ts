// Whose business claimed steps are: who sees the task; claims are not announced, evidence is kept for them.
import type { AudienceSource } from "../pilot/audiences.ts";
import { taskAudiences } from "../tasks/audience.ts";
import { findClaims } from "./claim-store.ts";

export const claimsAudience: AudienceSource = {
  kind: "maturityClaim",
  async audiences(db, programmeId, ids, at) {
    const claims = await findClaims(db, programmeId, ids);
    const tasks = await taskAudiences(db, programmeId, [...new Set(claims.map((claim) => claim.taskId))], at);
    return new Map(
      claims.flatMap(({ id, taskId }) => {
        const audience = tasks.get(taskId);
        return audience ? [[id, audience] as const] : [];
      }),
    );
  },
};
