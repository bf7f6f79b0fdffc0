// Reading and checking the audit trail: for the audit administrator alone.
import { defineContract } from "../../kernel/contract.ts";
import { EventPage, EventQuery, Verification } from "./model.ts";

export const auditApi = defineContract<"audit">()({
  listEvents: {
    method: "GET",
    path: "/events",
    query: EventQuery,
    reply: EventPage,
    for: ["audit"],
    zh: "审计事件",
    en: "List audit events",
  },
  verifyTrail: {
    method: "GET",
    path: "/events/verification",
    reply: Verification,
    for: ["audit"],
    zh: "核验审计记录",
    en: "Verify the audit trail",
  },
});
