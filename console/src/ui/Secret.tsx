import { Typography } from "antd";
import { CopyButton } from "./CopyButton";

/** Something that is shown only once, with a way to copy it where the browser allows. */
export function Secret({ text }: { text: string }) {
  return (
    <p>
      <Typography.Text code style={{ fontSize: 16, userSelect: "all" }} data-testid="secret">
        {text}
      </Typography.Text>{" "}
      <CopyButton text={text} />
    </p>
  );
}
