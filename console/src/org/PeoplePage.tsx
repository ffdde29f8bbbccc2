/** People and the posts they hold. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Drawer, Form, Input, Modal } from "antd";
import { useMemo, useState } from "react";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useMay } from "@/app/session";
import { t } from "@/i18n";
import { PagedTable, byCursor, useAllPages, type Column } from "@/ui/DataTable";
import { ExportLinks } from "@/ui/ExportLinks";
import { FilterBar, FilterChoice, FilterText, NothingFound } from "@/ui/Filters";
import { FormDialog } from "@/ui/FormDialog";
import { Page } from "@/ui/Page";
import { Secret } from "@/ui/Secret";
import { Empty } from "@/ui/State";
import { UnitSelect } from "@/ui/UnitSelect";
import { useFilters } from "@/ui/useFilters";
import { unitTreeQuery, type PersonItem } from "./api";
import { byUnit } from "./people";
import { PeopleImport } from "./PeopleImport";
import { PersonPanel } from "./PersonPanel";
import { SeatFields, type Seat } from "./SeatFields";
import { roleOptions, roleText } from "./words";

/** So many people are put in the order of their units; beyond that the list goes on in the order of the server. */
const PAGES_MAX = 10;
const PAGE = 200;

type WithPassword = Schemas["PersonWithPassword"];

const FILTERS = ["q", "under", "role", "active"] as const;

export default function PeoplePage() {
  const may = useMay();
  const { values, set, clear, isFiltered } = useFilters(FILTERS);
  // In the address, so that search everywhere and a link open somebody.
  const { values: opened, set: open } = useFilters(["person"] as const);
  const shown = opened.person ?? null;
  const setShown = (person: string | null) => open({ person: person ?? undefined });
  const [fresh, setFresh] = useState<WithPassword | null>(null);
  const { query, order } = usePeople(values);
  return (
    <Page
      help="help.people"
      title={t("menu.people")}
      tools={
        <>
          {may("org.manage_people") && <NewPerson done={setFresh} />}
          {may("org.manage_people") && <PeopleImport />}
          <ExportLinks address={(format) => `/api/people/export?format=${format}`} />
        </>
      }
    >
      <FilterBar clear={clear} isFiltered={isFiltered}>
        <FilterText label={t("common.search")} value={values.q} onChange={(q) => set({ q })} />
        <UnitSelect value={values.under} onChange={(under) => set({ under })} />
        <FilterChoice label={t("people.role")} value={values.role} onChange={(role) => set({ role })} options={roleOptions()} />
        <FilterChoice
          label={t("common.state")}
          value={values.active}
          onChange={(active) => set({ active })}
          // Whose account was shut is found like everybody else: it is looked for to be given back.
          options={[{ value: "1", label: t("people.only_active") }]}
        />
      </FilterBar>
      <PagedTable<PersonItem>
        name="menu.people"
        query={query}
        {...(order === undefined ? {} : { order })}
        id={(row) => row.id}
        empty={
          <NothingFound isFiltered={isFiltered} clear={clear}>
            <Empty text={t("people.empty")} {...(may("org.manage_people") ? { help: t("people.empty_help") } : {})} />
          </NothingFound>
        }
        columns={columns(setShown)}
      />
      <Drawer open={shown !== null} onClose={() => setShown(null)} size={720} destroyOnHidden title={t("people.one")}>
        {shown !== null && <PersonPanel id={shown} onPassword={setFresh} />}
      </Drawer>
      <FreshPassword fresh={fresh} close={() => setFresh(null)} />
    </Page>
  );
}

/** The people that fit, in the order of their units once all of them are there. */
function usePeople(values: Partial<Record<(typeof FILTERS)[number], string | undefined>>) {
  const { q, under, role } = values;
  const query = useInfiniteQuery({
    queryKey: ["people", values],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/people", {
          params: {
            query: {
              q, under, role, disabled: values.active !== "1", limit: PAGE, after: pageParam,
            },
          },
        }),
      ),
    ...byCursor,
  });
  useAllPages(query, PAGES_MAX);
  const units = useQuery(unitTreeQuery).data?.items;
  const order = useMemo(() => (units === undefined ? undefined : byUnit(units)), [units]);
  return { query, order: query.hasNextPage ? undefined : order };
}

function columns(show: (person: string) => void): Column<PersonItem>[] {
  return [
    {
      title: t("people.name"),
      render: (_, row) => (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => show(row.id)}>
          {row.name}
        </Button>
      ),
    },
    { title: t("login.name"), dataIndex: "login" },
    {
      title: t("people.posts"),
      render: (_, row) =>
        row.posts.map((post) => (
          <div key={post.id}>
            {post.unit.name} · {roleText(post.role, post.stands_in_for != null)}
          </div>
        )),
    },
    { title: t("common.state"), render: (_, row) => t(row.disabled_at == null ? "people.active" : "people.disabled") },
  ];
}

/** A password that is shown once, to whoever made it, to be handed on. */
function FreshPassword({ fresh, close }: { fresh: WithPassword | null; close: () => void }) {
  return (
    <Modal open={fresh !== null} destroyOnHidden title={t("people.password_title")} onCancel={close} footer={null}>
      <p>{t("people.password_about", { name: fresh?.person.name ?? "", login: fresh?.person.login ?? "" })}</p>
      <Secret text={fresh?.one_time_password ?? ""} />
    </Modal>
  );
}

function NewPerson({ done }: { done: (made: WithPassword) => void }) {
  return (
    <FormDialog<Seat & { name: string; login: string; phone?: string }, WithPassword>
      text={t("people.create")}
      button={{ type: "primary" }}
      send={({ unit_id, role, title, phone, ...person }, keyed) =>
        answer(
          api.POST("/api/people", { body: { ...person, phone: phone || null, posts: [{ unit_id, role, title: title ?? null }] }, ...keyed }),
        )
      }
      done={done}
    >
      <Form.Item name="name" label={t("people.name")} rules={[{ required: true, whitespace: true }]}>
        <Input />
      </Form.Item>
      <Form.Item name="login" label={t("login.name")} rules={[{ required: true, whitespace: true }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t("people.phone")}>
        <Input autoComplete="off" />
      </Form.Item>
      <SeatFields />
    </FormDialog>
  );
}
