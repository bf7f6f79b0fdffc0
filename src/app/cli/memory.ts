// The server's memory: V8 takes what the machine offers unless it is told otherwise, and flags count only at a process's start.

/**
 * Measured at 10,000 tasks under load on PostgreSQL: 351 MB resident without flags, 205-240 MB in readings with these.
 * 640 MB of heap leaves room for the largest plan that may be compiled (it took some 200). With one arena of native memory
 * instead of eight for each core, and these flags, an export of 100,000 rows peaks at 195-202 MB (record 0037).
 */
const flags = ["--max-semi-space-size=8", "--max-old-space-size=640"];

/**
 * Starts this process over with the flags, under the same process id. Does nothing where they were given already, where
 * the operator set memory in NODE_OPTIONS, or on Windows, which cannot replace a process.
 * @param compiled the folder of what was compiled before; named from the first file on, the compiler itself, some 20 MB,
 * is never loaded on a warm start
 */
export function limitMemory(compiled: string): void {
  const chosen = `${process.execArgv.join(" ")} ${process.env.NODE_OPTIONS ?? ""}`;
  if (/--max[-_](old|semi)[-_]space/.test(chosen) || process.platform === "win32" || !process.execve) return;
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...flags, ...process.argv.slice(1)], {
    ...process.env,
    // The replaced process would otherwise warn about this feature on every start.
    NODE_NO_WARNINGS: "1",
    MALLOC_ARENA_MAX: "1",
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compiled,
  });
}
