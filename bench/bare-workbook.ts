// The bare baseline of workbooks: exceljs alone writes rows of the ledger's columns as a stream, or reads a file.
import { createWriteStream } from "node:fs";
import ExcelJS from "exceljs";
import { workbookColumns, workbookFieldNames } from "../src/domain/workbooks/columns.ts";

const [, , what, argument = ""] = process.argv;
const from = performance.now();

async function write(rows: number): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: createWriteStream("/dev/null"), useStyles: true });
  const sheet = book.addWorksheet("台账", { views: [{ state: "frozen", xSplit: 2, ySplit: 1 }] });
  sheet.columns = workbookFieldNames.map((field) => ({ header: field, width: workbookColumns[field].width }));
  for (let n = 0; n < rows; n += 1) {
    const row = workbookFieldNames.map((field) => {
      if (field === "text")
        return `演示数据 第 ${n + 1} 项：探索建立第 ${n % 97} 类服务业开放试点的配套措施，完善有关制度。`;
      if (workbookColumns[field].kind === "day") return new Date(Date.UTC(2022, n % 12, 28));
      return workbookColumns[field].kind === "number" ? n % 100 : `演示${n % 1000}`;
    });
    sheet.addRow(row).commit();
    // Otherwise everything waits in memory until the end.
    if (n % 1000 === 999) await new Promise((resolve) => setImmediate(resolve));
  }
  sheet.commit();
  await book.commit();
}

const read = (path: string) => new ExcelJS.Workbook().xlsx.readFile(path);

if (what === "write") await write(Number(argument));
else await read(argument);
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds: (performance.now() - from) / 1000, megabytes }));
