/** The buttons of a record: what the server says the person may do now. Submitting belongs to the form. */
import { Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useWrite } from "@/api/write";
import { t, word } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { useMessages } from "@/ui/messages";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { PLAIN_MOVES, REASONED_MOVES, type Kit, type PlainMove, type ReasonedMove, type RecordView } from "./kit";
import { Warnings } from "./Warnings";

/** Moves by which somebody answers for what the record says. */
const APPROVALS: PlainMove[] = ["accept", "confirm"];

export function Moves<V extends RecordView>({ view, kit }: { view: V; kit: Kit<V> }) {
  const plain = PLAIN_MOVES.filter((move) => move !== "submit" && view.may.includes(move));
  const reasoned = REASONED_MOVES.filter((move) => view.may.includes(move));
  return (
    <>
      {plain.map((move) => (
        <Plain key={move} move={move} view={view} kit={kit} />
      ))}
      {reasoned.map((move) => (
        <Reasoned key={move} move={move} view={view} kit={kit} />
      ))}
    </>
  );
}

function Plain<V extends RecordView>({ move, view, kit }: { move: PlainMove; view: V; kit: Kit<V> }) {
  const message = useMessages();
  const navigate = useNavigate();
  const go = useWrite({
    send: (_: null, keyed) => kit.move(view.id, move, view.revision, keyed),
    also: () => view.revision,
    done: () => {
      message.success(t("register.moved", { move: word("move", move) }));
      if (move === "discard") void navigate(`/${kit.name}`);
    },
  });
  return (
    <Confirm
      title={word("move", move)}
      description={
        <>
          {word("move_about", move)}
          {APPROVALS.includes(move) && <Warnings warnings={view.warnings} />}
        </>
      }
      onConfirm={() => go.mutate(null)}
    >
      <Button type={move === "discard" ? "default" : "primary"} danger={move === "discard"} loading={go.isPending}>
        {word("move", move)}
      </Button>
    </Confirm>
  );
}

function Reasoned<V extends RecordView>({ move, view, kit }: { move: ReasonedMove; view: V; kit: Kit<V> }) {
  const [open, setOpen] = useState(false);
  const message = useMessages();
  // Nothing can be called back that was never sent.
  const title = move === "withdraw" && view.state === "draft" ? t("register.void_draft") : word("move", move);
  const go = useWrite({
    send: (reason: string, keyed) => kit.moveBecause(view.id, move, view.revision, reason, keyed),
    also: () => view.revision,
    done: () => {
      setOpen(false);
      message.success(t("register.moved", { move: word("move", move) }));
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{title}</Button>
      <ReasonDialog
        open={open}
        title={title}
        about={word("move_about", move)}
        action={title}
        danger={move === "withdraw"}
        busy={go.isPending}
        onClose={() => setOpen(false)}
        onReason={(reason) => go.mutate(reason)}
      />
    </>
  );
}
