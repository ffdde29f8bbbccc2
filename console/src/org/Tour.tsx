/** Shown on the login page of a demo, and only there: who can log in, and what to look at in five minutes. */
import { useQuery } from "@tanstack/react-query";
import { t, word } from "@/i18n";

interface Demo {
  accounts: { role: string; unit: string; login: string }[];
}

/** Those that the tour speaks of, one for each kind of post, in its order. */
const GUIDES = ["office", "dalian", "dalian-review", "dl-e1", "leader", "admin", "audit"];

async function demo(): Promise<Demo | null> {
  const answer = await fetch("/api/demo");
  return answer.ok ? ((await answer.json()) as Demo) : null;
}

export function guidesOf({ accounts }: Demo): Demo["accounts"] {
  return GUIDES.flatMap((guide) => accounts.filter(({ login }) => login === guide));
}

export default function Tour() {
  const query = useQuery({ queryKey: ["demo"], queryFn: demo, staleTime: Infinity });
  if (query.data == null) return null;
  return (
    <section className="card tour" aria-labelledby="tour-title">
      <h2 id="tour-title">{t("tour.title")}</h2>
      <p>{t("tour.about")}</p>
      <ol>
        {t("tour.steps")
          .split("\n")
          .map((step) => (
            <li key={step}>{step}</li>
          ))}
      </ol>
      <table className="data-table" aria-label={t("tour.accounts")}>
        <thead>
          <tr>
            <th scope="col">{t("login.name")}</th>
            <th scope="col">{t("people.role")}</th>
            <th scope="col">{t("common.unit")}</th>
          </tr>
        </thead>
        <tbody>
          {guidesOf(query.data).map(({ role, unit, login }) => (
            <tr key={login}>
              <td>
                <code>{login}</code>
              </td>
              <td>{word("role", role)}</td>
              <td>{unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{t("tour.more", { count: query.data.accounts.length })}</p>
    </section>
  );
}
