// A way to an address that the server gave as text, without loading the page anew.
import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

export function AddressLink({
  href,
  label,
  className,
  children,
}: {
  href: string;
  label?: string | undefined;
  className?: string;
  children: ReactNode;
}) {
  const router = useRouter();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    router.history.push(href);
  };
  return (
    <a href={href} onClick={follow} {...(label ? { "aria-label": label } : {})} {...(className ? { className } : {})}>
      {children}
    </a>
  );
}
