// The web app begins here; typefaces follow so that the first screen never waits for them.
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadLanguage } from "./messages.tsx";
import { PreferencesProvider, readChoices } from "./preferences.tsx";
import { queries } from "./queries.ts";
import { router } from "./routes.tsx";
import "./style/tokens.css";
import "./style/base.css";
import { Announcer } from "./ui/announcer.tsx";

void import("./style/fonts.ts");

// After an upgrade the files that an open page would fetch next are gone: the new page is fetched instead, but not in a circle.
addEventListener("vite:preloadError", () => {
  const before = Number(sessionStorage.getItem("shidian.reloaded") ?? 0);
  if (Date.now() - before < 30_000) return;
  sessionStorage.setItem("shidian.reloaded", String(Date.now()));
  location.reload();
});

await loadLanguage(readChoices().language);

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <PreferencesProvider>
      <QueryClientProvider client={queries}>
        <Announcer>
          <RouterProvider router={router} />
        </Announcer>
      </QueryClientProvider>
    </PreferencesProvider>
  </StrictMode>,
);
