// Marks of secrecy in names and texts. True marks as GB/T 9704 sets them ("机密★1年"); other words may be false alarms.

export interface SecretFinding {
  /** What was found, as it is written. */
  found: string;
  /** A true mark of classification: no declaration overrules it. */
  mark: boolean;
}

/** Spaces between the signs of a mark ("机 密 ★"), and full-width forms, make no difference. */
const folded = (text: string) => text.normalize("NFKC").replace(/[\s\u00ad\u200b-\u200d\u2060\ufeff]+/g, "");

const marks = /(?:绝密|机密|秘密)[★☆✩✭⭐]|★(?:绝密|机密|秘密)|密级[:：]?(?:绝密|机密|秘密)/u;

/** Words in which 秘密 and 机密 are no mark: they are what the law says of others' secrets and of encryption. */
const harmless =
  /(?:商业|技术|个人|审判|通信|通讯|执业)(?:秘密|机密)|(?:保守|保密|泄露)(?:国家|党和国家)?秘密|机密性|秘密投票/gu;

const words = /绝密|机密|秘密|涉密|内部(?:资料|材料|文件|刊物|使用)|仅供内部|(?:不得|严禁|请勿)(?:外传|外泄|对外)/u;

/** The first mark of secrecy in a text, else the first words that look like one. */
export function findSecret(text: string): SecretFinding | null {
  const plain = folded(text);
  const mark = marks.exec(plain);
  if (mark) return { found: mark[0], mark: true };
  const word = words.exec(plain.replace(harmless, "　"));
  return word ? { found: word[0], mark: false } : null;
}
