/** A link that looks like a button: one stop for the Tab key, and it opens in a new tab like any other link. */
import { Button, type ButtonProps } from "antd";
import { useHref, useLinkClickHandler } from "react-router";

type Props = Pick<ButtonProps, "type" | "size" | "children"> & { to: string };

export function LinkButton({ to, ...rest }: Props) {
  const follow = useLinkClickHandler<HTMLElement>(to);
  return <Button {...rest} href={useHref(to)} onClick={(event) => follow(event as never)} />;
}
