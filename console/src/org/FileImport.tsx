/** A file that is brought in: first a preview with every problem by row, then all or nothing. */
import { Alert, Button, Modal } from "antd";
import { useRef, useState, type ReactNode } from "react";
import type { Problem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { sendFile } from "@/api/upload";
import { useWrite } from "@/api/write";
import { t } from "@/i18n";
import { FileButton } from "@/ui/FileButton";

interface Seen {
  problems: Schemas["ImportProblem"][];
}

interface Props<V> {
  /** Where the file goes; with `?dry_run=true` only to be looked at. */
  path: string;
  title: string;
  /** What the file has to hold, before one is chosen. */
  help: ReactNode;
  preview: (found: V) => ReactNode;
  done: (brought: V) => void;
}

export function FileImport<V extends Seen>({ path, title, help, preview, done }: Props<V>) {
  const [open, setOpen] = useState(false);
  const { file, found, refused, look, choose, bring, forget } = useImport<V>(path, (brought) => {
    close();
    done(brought);
  });
  const close = () => {
    setOpen(false);
    forget();
  };
  const problems = found?.problems ?? [];
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("common.import")}</Button>
      <Modal
        open={open}
        width={800}
        title={found === null ? title : t("import.title", { name: file?.name ?? "" })}
        onCancel={close}
        footer={
          <span className="side-by-side">
            <FileButton
              text={t(file === null ? "import.choose" : "import.other")}
              accept=".csv,.xlsx"
              busy={look.isPending}
              onFile={choose}
            />
            {found !== null && (
              <Button
                type="primary"
                disabled={problems.length > 0 || file === null}
                loading={bring.isPending}
                onClick={() => file !== null && bring.mutate(file)}
              >
                {t("import.do")}
              </Button>
            )}
          </span>
        }
      >
        {refused !== null && <Refused problem={refused} />}
        {found === null && help}
        {found !== null && (problems.length > 0 ? <Problems problems={problems} /> : preview(found))}
      </Modal>
    </>
  );
}

/** One file on its way in: it is looked at as soon as it is chosen, and brought in when somebody says so. */
function useImport<V>(path: string, done: (brought: V) => void) {
  const [file, setFile] = useState<File | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [found, setFound] = useState<V | null>(null);
  /** The same as `file` for answers that come late: the dialog may have been closed since. */
  const wanted = useRef<File | null>(null);
  const begin = (chosen: File | null) => {
    wanted.current = chosen;
    setFile(chosen);
    setFound(null);
    setRefused(null);
  };
  // Said inside the dialog, so that it goes when the dialog goes.
  const tell = (problem: Problem) => {
    setRefused(problem);
    return true;
  };
  const look = useWrite({
    send: (chosen: File, keyed) => sendFile<V>(`${path}?dry_run=true`, chosen, keyed.headers["Idempotency-Key"]),
    refresh: [],
    done: (seen, chosen) => {
      if (chosen === wanted.current) setFound(seen);
    },
    // Of a preview that nobody waits for there is nothing to say.
    refused: (problem) => wanted.current === null || tell(problem),
  });
  const bring = useWrite({
    send: (chosen: File, keyed) => sendFile<V>(path, chosen, keyed.headers["Idempotency-Key"]),
    done,
    refused: (problem) => wanted.current !== null && tell(problem),
  });
  const choose = (chosen: File) => {
    begin(chosen);
    look.mutate(chosen);
  };
  return { file, found, refused, look, choose, bring, forget: () => begin(null) };
}

function Refused({ problem: { message, errors } }: { problem: Problem }) {
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title={message}
      description={errors.length === 0 ? undefined : errors.map(({ message: said }) => <div key={said}>{said}</div>)}
    />
  );
}

/** Each says its row and its column in its own words. */
function Problems({ problems }: { problems: Schemas["ImportProblem"][] }) {
  return (
    <Alert
      type="error"
      title={t("import.problems", { count: problems.length })}
      description={
        <ul style={{ maxHeight: 320, overflow: "auto", paddingInlineStart: 20 }}>
          {problems.map((problem) => (
            <li key={`${problem.pointer}-${problem.code}`}>{problem.message}</li>
          ))}
        </ul>
      }
    />
  );
}
