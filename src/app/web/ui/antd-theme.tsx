// The widgets of Ant Design in our own paper and ink: every colour is read from the style sheet, so there is one source.
import { ConfigProvider, theme } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { type ReactNode, useMemo } from "react";
import { usePreferences } from "../preferences.tsx";

export function AntdTheme({ children }: { children: ReactNode }) {
  const { shown, language, typeSize } = usePreferences();
  const config = useMemo(() => themeFor(shown, typeSize === "large" ? 1.25 : 1), [shown, typeSize]);
  return (
    <ConfigProvider
      locale={language === "zh" ? zhCN : enUS}
      theme={config}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  );
}

function themeFor(shown: "light" | "dark", scale: number) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    algorithm: shown === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colour("--action"),
      colorInfo: colour("--action"),
      colorError: colour("--light-red"),
      colorWarning: colour("--light-yellow-dot"),
      colorSuccess: colour("--light-green"),
      colorText: colour("--ink"),
      colorTextSecondary: colour("--muted"),
      colorTextTertiary: colour("--muted"),
      colorTextPlaceholder: colour("--muted"),
      colorBgBase: colour("--paper"),
      colorBgContainer: colour("--card"),
      colorBgElevated: colour("--card"),
      colorBorder: colour("--line-firm"),
      colorBorderSecondary: colour("--line"),
      controlItemBgActive: colour("--action-soft"),
      controlItemBgHover: colour("--tint"),
      fontFamily: colour("--sans"),
      fontSize: 14 * scale,
      controlHeight: 32 * scale,
      borderRadius: 4,
      borderRadiusLG: 4,
      borderRadiusSM: 3,
      boxShadow: "0 2px 10px rgb(0 0 0 / 12%)",
      boxShadowSecondary: "0 2px 10px rgb(0 0 0 / 12%)",
      motionDurationFast: "0.08s",
      motionDurationMid: "0.1s",
      motionDurationSlow: "0.14s",
    },
  };
}
