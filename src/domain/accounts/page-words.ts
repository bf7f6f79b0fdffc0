// What the screens of this module say, in both languages; words of the domain itself are in model.ts.
import { defineLabels } from "../../kernel/labels.ts";

export const words = defineLabels({
  signInTitle: { zh: "登录", en: "Sign in" },
  username: { zh: "用户名", en: "User name" },
  password: { zh: "密码", en: "Password" },
  signIn: { zh: "登录", en: "Sign in" },
  signingIn: { zh: "正在登录", en: "Signing in" },
  demoTitle: { zh: "演示环境：选择一个身份进入", en: "Demo: choose who you are" },
  demoNote: {
    zh: "仅限本机访问；所列人员均为演示人员，示例市的试点均为演示数据。",
    en: "Reachable from this machine only; all people shown are fictional, and so is the city 示例市 with its pilots.",
  },
  orPassword: { zh: "或用用户名和密码登录", en: "Or sign in with user name and password" },
  signInEnded: { zh: "登录已失效，请重新登录后继续。", en: "Your session has ended. Sign in again to continue." },
  needUsername: { zh: "请填写用户名", en: "Fill in the user name" },
  needPassword: { zh: "请填写密码", en: "Fill in the password" },
  passwordOnce: {
    zh: "您用的是一次性密码。设好自己的密码后，即可开始办理。",
    en: "You are using a one-time password. Set your own, then work can begin.",
  },
  passwordOthersEnd: {
    zh: "修改后，您在其他设备上的登录随即失效。",
    en: "When it is changed, you are signed out on every other device.",
  },
  passwordOneTime: { zh: "一次性密码", en: "One-time password" },
  passwordCurrent: { zh: "当前密码", en: "Present password" },
  passwordNew: { zh: "新密码", en: "New password" },
  passwordAgain: { zh: "再次输入新密码", en: "New password again" },
  passwordRules: {
    zh: "至少 {length} 位，含大写、小写、数字、符号中的 {classes} 类，不含用户名，不同的字符不少于 5 个。",
    en: "At least {length} characters, {classes} of upper case, lower case, digits and symbols, not the user name, at least 5 different characters.",
  },
  passwordDiffers: { zh: "两次输入的新密码不一致，请核对", en: "The two new passwords differ. Check them" },
  passwordCurrentWrong: {
    zh: "密码不正确，请核对。连续 {limit} 次错误将锁定 {minutes} 分钟。",
    en: "The password is wrong. Check it. After {limit} wrong tries in a row the account is locked for {minutes} minutes.",
  },
  passwordChanging: { zh: "正在修改", en: "Changing" },
  passwordChanged: { zh: "密码已修改", en: "Password changed" },
  mottoTitle: { zh: "一份方案，一本活台账", en: "One plan, one living ledger" },
  mottoText: {
    zh: "方案里的每一句话，都看得见谁在办、办到哪一步。",
    en: "Behind every sentence of the plan: who is at work, and how far they are.",
  },
});
