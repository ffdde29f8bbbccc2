import { queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Descriptions, Form, Input, Select } from "antd";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { useMay, useMe } from "@/app/session";
import { mark, t, word } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { useMessages } from "@/ui/messages";
import { DataTable, byCursor, rowsOfPages } from "@/ui/DataTable";
import { DayInput } from "@/ui/DayInput";
import { FormDialog } from "@/ui/FormDialog";
import { Ready } from "@/ui/State";
import { dayText, instantText } from "@/ui/time";
import type { PostView } from "./api";
import { SeatFields, type Seat } from "./SeatFields";
import { RoleCell } from "./StandIns";
import { roleText } from "./words";

type PersonView = Schemas["PersonView"];
type WithPassword = Schemas["PersonWithPassword"];

const personQuery = (id: string) =>
  queryOptions({
    queryKey: ["people", "one", id],
    queryFn: () => answer(api.GET("/api/people/{id}", { params: { path: { id } } })),
  });

export function PersonPanel({ id, onPassword }: { id: string; onPassword: (made: WithPassword) => void }) {
  const person = useQuery(personQuery(id));
  const may = useMay();
  return (
    <Ready query={person}>
      {(view) => (
        <>
          <Descriptions
            size="small"
            bordered
            column={1}
            items={[
              { key: "name", label: t("people.name"), children: view.name },
              { key: "login", label: t("login.name"), children: view.login },
              { key: "phone", label: t("people.phone"), children: view.phone ?? "—" },
              {
                key: "state",
                label: t("common.state"),
                children: `${t(view.disabled_at == null ? "people.active" : "people.disabled")}${view.must_change_password ? ` · ${t("people.must_change")}` : ""}${view.second_factor ? ` · ${t("people.second_factor")}` : ""}`,
              },
            ]}
          />
          {may("org.manage_people") && <PersonTools view={view} onPassword={onPassword} />}
          <h2 className="within">{t("people.posts")}</h2>
          <Posts posts={view.posts} mayManage={may("org.manage_people")} />
        </>
      )}
    </Ready>
  );
}

function PersonTools({ view, onPassword }: { view: PersonView; onPassword: (made: WithPassword) => void }) {
  const message = useMessages();
  const path = { params: { path: { id: view.id } } };
  const today = instantText(useMe().now).slice(0, 10);
  const done = () => message.success(t("common.saved"));
  const reset = useWrite({
    send: (_: null, keyed) => answer(api.POST("/api/people/{id}/password", { ...path, ...keyed })),
    done: onPassword,
  });
  const resetFactor = useWrite({
    send: (_: null, keyed) => answer(api.DELETE("/api/people/{id}/second-factor", { ...path, ...keyed })),
    done,
  });
  const toggle = useWrite({
    send: (_: null, keyed) =>
      view.disabled_at == null
        ? answer(api.POST("/api/people/{id}/disable", { ...path, ...keyed }))
        : answer(api.POST("/api/people/{id}/enable", { ...path, ...keyed })),
    also: () => view.disabled_at,
    done,
  });
  const toggleText = t(view.disabled_at == null ? "people.disable" : "people.enable");
  return (
    <div style={{ display: "flex", gap: 8, flexWrap: "wrap", margin: "12px 0" }}>
      <FormDialog<Seat & { valid_from: string; valid_to?: string | null }, PostView>
        text={t("people.add_post")}
        initial={{ valid_from: today }}
        send={(typed, keyed) => answer(api.POST("/api/posts", { body: { person_id: view.id, ...typed }, ...keyed }))}
        done={done}
      >
        <SeatFields />
        <Form.Item name="valid_from" label={t("common.from_day")} rules={[{ required: true }]}><DayInput allowClear={false} /></Form.Item>
        <Form.Item name="valid_to" label={t("common.to_day")}><DayInput /></Form.Item>
      </FormDialog>
      <FormDialog<{ name: string; phone?: string }, PersonView>
        text={t("common.edit")}
        initial={{ name: view.name }}
        send={({ name, phone }, keyed) =>
          answer(api.PUT("/api/people/{id}", { ...path, body: { revision: view.revision, name, phone: phone || null }, ...keyed }))
        }
        done={done}
      >
        <Form.Item name="name" label={t("people.name")} rules={[{ required: true, whitespace: true }]}><Input /></Form.Item>
        <Form.Item name="phone" label={t("people.phone")} extra={t("people.phone_help")}><Input autoComplete="off" /></Form.Item>
      </FormDialog>
      <Confirm title={t("people.reset")} description={t("people.reset_about")} onConfirm={() => reset.mutate(null)}>
        <Button loading={reset.isPending}>{t("people.reset")}</Button>
      </Confirm>
      {view.second_factor && (
        <Confirm
          title={t("people.reset_second")}
          description={t("people.reset_second_about")}
          onConfirm={() => resetFactor.mutate(null)}
        >
          <Button loading={resetFactor.isPending}>{t("people.reset_second")}</Button>
        </Confirm>
      )}
      <Confirm title={toggleText} description={t(view.disabled_at == null ? "people.disable_about" : "people.enable_about", { name: view.name })} okText={toggleText} onConfirm={() => toggle.mutate(null)}>
        <Button danger={view.disabled_at == null} loading={toggle.isPending}>
          {toggleText}
        </Button>
      </Confirm>
    </div>
  );
}

function Posts({ posts, mayManage }: { posts: PostView[]; mayManage: boolean }) {
  return (
    <DataTable<PostView>
      label={t("people.posts")}
      rows={posts}
      id={(row) => row.id}
      columns={[
        { title: t("common.unit"), render: (_, row) => row.unit.name },
        { title: t("people.role"), render: (_, row) => <RoleCell post={row} /> },
        { title: t("common.from_day"), render: (_, row) => dayText(row.valid_from) },
        { title: t("common.to_day"), render: (_, row) => dayText(row.valid_to) },
        ...(mayManage
          ? [{ title: t("common.actions"), render: (_: unknown, row: PostView) => row.in_force && <PostTools post={row} /> }]
          : []),
      ]}
    />
  );
}

function PostTools({ post }: { post: PostView }) {
  const message = useMessages();
  const path = { params: { path: { id: post.id } } };
  const today = instantText(useMe().now).slice(0, 10);
  const done = () => message.success(t("common.saved"));
  // What is borrowed is not lent on.
  const isBorrowed = post.stands_in_for != null;
  return (
    <span style={{ display: "flex", gap: 4, flexWrap: "wrap" }}>
      <FormDialog<{ last_day: string }, PostView>
        text={t("people.end_post")}
        title={t("people.end_post_title", { name: post.person_name })}
        about={t("people.end_post_about", { post: `${post.unit.name} · ${roleText(post.role, isBorrowed)}` })}
        button={{ size: "small" }}
        initial={{ last_day: today }}
        send={(typed, keyed) => answer(api.POST("/api/posts/{id}/end", { ...path, body: typed, ...keyed }))}
        done={done}
      >
        <Form.Item name="last_day" label={t("unit.last_day")} rules={[{ required: true }]}><DayInput allowClear={false} /></Form.Item>
      </FormDialog>
      {!isBorrowed && (
        <FormDialog<Seat & { first_day: string }, PostView>
          text={t("people.transfer")}
          title={t("people.transfer_title", { name: post.person_name })}
          about={t("people.transfer_about", { post: `${post.unit.name} · ${word("role", post.role)}` })}
          button={{ size: "small" }}
          initial={{ first_day: today }}
          send={(typed, keyed) => answer(api.POST("/api/posts/{id}/transfer", { ...path, body: typed, ...keyed }))}
          done={done}
        >
          <SeatFields />
          <Form.Item name="first_day" label={t("people.transfer_day")} rules={[{ required: true }]}><DayInput allowClear={false} /></Form.Item>
        </FormDialog>
      )}
      {!isBorrowed && (
        <FormDialog<{ person_id: string; valid_from: string; valid_to: string }, PostView>
          text={t("people.add_stand_in")}
          about={t("people.stand_in_about", { post: `${post.unit.name} · ${word("role", post.role)}` })}
          button={{ size: "small" }}
          initial={{ valid_from: today }}
          send={(typed, keyed) => answer(api.POST("/api/posts/{id}/stand-ins", { ...path, body: typed, ...keyed }))}
          done={done}
        >
          <Form.Item name="person_id" label={t("common.person")} rules={[{ required: true }]}><PersonInput /></Form.Item>
          <Form.Item name="valid_from" label={t("common.from_day")} rules={[{ required: true }]}><DayInput allowClear={false} /></Form.Item>
          <Form.Item name="valid_to" label={t("common.to_day")} rules={[{ required: true }]}><DayInput allowClear={false} /></Form.Item>
        </FormDialog>
      )}
    </span>
  );
}

const PEOPLE_OFFERED = 200;

function PersonInput({ value, onChange, id }: { value?: string; onChange?: (person: string) => void; id?: string }) {
  const people = useInfiniteQuery({
    queryKey: ["people", "offered"],
    queryFn: ({ pageParam }) =>
      answer(api.GET("/api/people", { params: { query: { limit: PEOPLE_OFFERED, after: pageParam } } })),
    ...byCursor,
  });
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      showSearch={{ optionFilterProp: "label" }}
      value={value ?? null}
      onChange={(person) => person !== null && onChange?.(person)}
      options={rowsOfPages(people).map((person) => ({ value: person.id, label: `${person.name}${mark.open}${person.login}${mark.close}` }))}
    />
  );
}
