// Is this a phone? One width for the whole program: 640 px, as in the style sheets.
import { useSyncExternalStore } from "react";

const phone = matchMedia("(max-width: 640px)");

function follow(tell: () => void): () => void {
  phone.addEventListener("change", tell);
  return () => phone.removeEventListener("change", tell);
}

export const useNarrow = () => useSyncExternalStore(follow, () => phone.matches);
