// Notices over HTTP 通知: one's own list, choices and calendar feeds.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import type { Duty } from "../organisations/model.ts";
import { officeOperations } from "./contract-office.ts";
import { NoticeCounts, NoticePage, NoticeQuery, ReadMarks } from "./model.ts";
import { Address, FeedId, Feeds, MadeFeed, NewFeed, PreferenceChange, Preferences } from "./model-channels.ts";

const everybody = ["office", "group", "liaison"] as const;

export const noticesApi = defineContract<Duty>()({
  listNotices: {
    method: "GET",
    path: "/notices",
    query: NoticeQuery,
    reply: NoticePage,
    for: everybody,
    zh: "我的通知",
    en: "List my notices",
  },
  countNotices: {
    method: "GET",
    path: "/notices/counts",
    reply: NoticeCounts,
    for: everybody,
    zh: "未读通知计数",
    en: "Count unread notices",
  },
  readNotices: {
    method: "POST",
    path: "/notices/read",
    body: z.object({ which: ReadMarks }),
    reply: NoticeCounts,
    for: everybody,
    zh: "标为已读",
    en: "Mark as read",
  },
  getPreferences: {
    method: "GET",
    path: "/notices/preferences",
    reply: Preferences,
    for: everybody,
    zh: "我的通知设置",
    en: "Read my notice settings",
  },
  changePreferences: {
    method: "PATCH",
    path: "/notices/preferences",
    body: PreferenceChange,
    reply: Preferences,
    for: everybody,
    versioned: true,
    zh: "修改通知设置",
    en: "Change my notice settings",
  },
  setAddress: {
    method: "POST",
    path: "/notices/address",
    body: z.object({ address: Address }),
    reply: Preferences,
    for: everybody,
    perMinute: 10,
    zh: "填写邮箱并获取验证码",
    en: "Enter an address and get a code",
  },
  verifyAddress: {
    method: "POST",
    path: "/notices/address/verify",
    body: z.object({ code: z.string().regex(/^\d{6}$/) }),
    reply: Preferences,
    for: everybody,
    perMinute: 30,
    zh: "凭验证码确认邮箱",
    en: "Prove the address by its code",
  },
  dropAddress: {
    method: "POST",
    path: "/notices/address/drop",
    reply: Preferences,
    for: everybody,
    zh: "撤销邮箱",
    en: "Drop the address",
  },
  listFeeds: {
    method: "GET",
    path: "/calendar-feeds",
    reply: Feeds,
    for: everybody,
    zh: "我的日历订阅",
    en: "List my calendar feeds",
  },
  makeFeed: {
    method: "POST",
    path: "/calendar-feeds",
    body: NewFeed,
    reply: MadeFeed,
    for: everybody,
    secret: true,
    zh: "新建日历订阅（地址只显示一次）",
    en: "Make a calendar feed (its address is shown once)",
  },
  revokeFeed: {
    method: "POST",
    path: "/calendar-feeds/{feedId}/revoke",
    params: z.object({ feedId: FeedId }),
    reply: null,
    for: everybody,
    zh: "收回日历订阅",
    en: "Revoke a calendar feed",
  },
  getCalendar: {
    method: "GET",
    path: "/calendar/{file}",
    params: z.object({ file: z.string().regex(/^[A-Za-z0-9_-]{20,100}\.ics$/) }),
    reply: z.unknown(),
    for: "everyone",
    perMinute: 60,
    zh: "凭私密地址读取日历",
    en: "Read a calendar by its private address",
  },
  ...officeOperations,
});
