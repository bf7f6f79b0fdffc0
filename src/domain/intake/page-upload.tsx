// Sends a plan file and waits for its draft.
import { sendingWith } from "../../app/web/sending.ts";
import { createClient } from "../../http/client.ts";
import { intakeApi } from "./contract.ts";
import type { Import } from "./model.ts";

/** Kinds of files that can be read; the server looks into the file, not at its name. */
export const planKinds = [".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".xlsx", ".csv"] as const;

/**
 * Uploads a plan and waits for its draft.
 * @param onProgress share of the file that has arrived, 0 to 1
 */
export function uploadPlan(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Import> {
  return createClient(intakeApi, { fetch: sendingWith(onProgress, signal) }).startImport({ file });
}
