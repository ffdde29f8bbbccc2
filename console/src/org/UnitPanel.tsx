import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Descriptions, Form, Input, Select } from "antd";
import { Link } from "react-router";
import { answer, api } from "@/api/client";
import { useMay, useMe } from "@/app/session";
import { mark, t, word } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { PagedTable, byCursor } from "@/ui/DataTable";
import { DayInput } from "@/ui/DayInput";
import { FormDialog } from "@/ui/FormDialog";
import { Panel } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { dayText, instantText } from "@/ui/time";
import { UnitInput } from "@/ui/UnitInput";
import { outOfForce, useToday } from "@/ui/UnitSelect";
import { unitQuery, type PostView, type UnitView } from "./api";
import { attributesOf, attributesText, linesOf, type Line } from "./attributes";
import { AttributesItem } from "./AttributesInput";
import { RoleCell } from "./StandIns";
import { kindOptions } from "./words";

export function UnitPanel({ id }: { id: string }) {
  const unit = useQuery(unitQuery(id));
  const may = useMay();
  const today = useToday();
  return (
    <div>
      <Ready query={unit}>
        {(view) => (
          <>
            <Panel title={view.name} extra={outOfForce(view, today)}>
              <Descriptions size="small" bordered column={{ xs: 1, lg: 2 }} items={facts(view)} />
              {may("org.manage_units") && <UnitTools view={view} />}
            </Panel>
            {may("org.read_people") && <Posts unit={view.id} />}
          </>
        )}
      </Ready>
    </div>
  );
}

function facts(view: UnitView) {
  return [
    { key: "path", label: t("unit.path"), children: view.path.map(({ name }) => name).join(" / ") || "—" },
    { key: "kind", label: t("common.kind"), children: word("unit_kind", view.kind) },
    { key: "key", label: t("unit.key"), children: view.key },
    { key: "code", label: t("unit.region_code"), children: view.region_code ?? "—" },
    {
      key: "valid",
      label: t("unit.valid"),
      // A unit that has not begun does not go on until today.
      children: `${dayText(view.valid_from)} — ${view.valid_to == null ? (view.in_force ? t("unit.goes_on") : "") : dayText(view.valid_to)}`,
    },
    { key: "attributes", label: t("unit.attributes"), children: attributesText(view.attributes) || t("common.none") },
    {
      key: "names",
      label: t("unit.names"),
      children: view.names.map(({ name, valid_from }) => `${name}${mark.open}${t("unit.since", { day: valid_from })}${mark.close}`).join(mark.semicolon),
    },
    ...(view.merged_into == null
      ? []
      : [{ key: "merged", label: t("unit.merged_into"), children: view.merged_into.name }]),
  ];
}

function Posts({ unit }: { unit: string }) {
  const posts = useInfiniteQuery({
    queryKey: ["posts", unit],
    queryFn: ({ pageParam }) => answer(api.GET("/api/posts", { params: { query: { unit, after: pageParam } } })),
    ...byCursor,
  });
  return (
    <Panel title={t("people.posts")}>
      <PagedTable<PostView>
        name="people.posts"
        query={posts}
        id={(row) => row.id}
        columns={[
          { title: t("common.person"), dataIndex: "person_name" },
          { title: t("people.role"), render: (_, row) => <RoleCell post={row} /> },
          { title: t("common.from_day"), render: (_, row) => dayText(row.valid_from) },
          { title: t("common.to_day"), render: (_, row) => dayText(row.valid_to) },
        ]}
      />
    </Panel>
  );
}

function UnitTools({ view }: { view: UnitView }) {
  const message = useMessages();
  const today = instantText(useMe().now).slice(0, 10);
  const path = { params: { path: { id: view.id } } };
  const { revision } = view;
  const done = () => message.success(t("common.saved"));
  const day = <DayInput allowClear={false} />;
  return (
    <div style={{ display: "flex", gap: 8, flexWrap: "wrap", marginTop: 12 }}>
      <FormDialog<{ key: string; name: string; kind: UnitView["kind"]; valid_from: string; region_code?: string; attributes?: Line[] }, UnitView>
        text={t("unit.create")}
        initial={{ valid_from: today }}
        send={({ attributes, region_code, ...typed }, keyed) =>
          answer(
            api.POST("/api/units", {
              body: { ...typed, parent_id: view.id, region_code: region_code ?? null, attributes: attributesOf(attributes ?? []) },
              ...keyed,
            }),
          )
        }
        done={done}
      >
        <Form.Item name="name" label={t("common.name")} rules={[{ required: true, whitespace: true }]}><Input /></Form.Item>
        <Form.Item name="key" label={t("unit.key")} extra={t("unit.key_help")} rules={[{ required: true, whitespace: true }]}><Input /></Form.Item>
        <Form.Item name="kind" label={t("common.kind")} rules={[{ required: true }]}><Select options={kindOptions()} /></Form.Item>
        <Form.Item name="region_code" label={t("unit.region_code")}><Input /></Form.Item>
        <AttributesItem />
        <Form.Item name="valid_from" label={t("common.from_day")} rules={[{ required: true }]}>{day}</Form.Item>
      </FormDialog>
      <FormDialog<{ name: string; valid_from: string }, UnitView>
        text={t("unit.rename")}
        about={t("unit.rename_about")}
        initial={{ name: view.name, valid_from: today }}
        send={(typed, keyed) => answer(api.POST("/api/units/{id}/names", { ...path, body: { revision, ...typed }, ...keyed }))}
        done={done}
      >
        <Form.Item name="name" label={t("unit.new_name")} rules={[{ required: true, whitespace: true }]}><Input /></Form.Item>
        <Form.Item name="valid_from" label={t("common.from_day")} rules={[{ required: true }]}>{day}</Form.Item>
      </FormDialog>
      <FormDialog<{ region_code?: string; attributes?: Line[] }, UnitView>
        text={t("common.edit")}
        initial={{
          ...(view.region_code == null ? {} : { region_code: view.region_code }),
          attributes: linesOf(view.attributes),
        }}
        send={({ region_code, attributes }, keyed) =>
          answer(
            api.PUT("/api/units/{id}", {
              ...path,
              body: { revision, region_code: region_code || null, attributes: attributesOf(attributes ?? []) },
              ...keyed,
            }),
          )
        }
        done={done}
      >
        <Form.Item name="region_code" label={t("unit.region_code")}><Input /></Form.Item>
        <AttributesItem />
      </FormDialog>
      {/* The root goes nowhere, and a merged unit has gone already. */}
      {view.parent_id != null && view.merged_into == null && <Endings view={view} done={done} />}
    </div>
  );
}

/** What moves a unit away or ends it. Each says what will happen before it does. */
function Endings({ view, done }: { view: UnitView; done: () => void }) {
  const today = instantText(useMe().now).slice(0, 10);
  const path = { params: { path: { id: view.id } } };
  const { revision } = view;
  const day = <DayInput allowClear={false} />;
  return (
    <>
      <FormDialog<{ parent_id: string }, UnitView>
        text={t("unit.move")}
        send={(typed, keyed) => answer(api.POST("/api/units/{id}/move", { ...path, body: { revision, ...typed }, ...keyed }))}
        done={done}
      >
        <Form.Item name="parent_id" label={t("unit.new_parent")} rules={[{ required: true }]}><UnitInput without={view.id} /></Form.Item>
      </FormDialog>
      <FormDialog<{ into: string; on: string }, UnitView>
        text={t("unit.merge")}
        title={t("unit.merge_title", { name: view.name })}
        button={{ danger: true }}
        about={<>{t("unit.merge_about")}<PeopleStay unit={view.id} /></>}
        initial={{ on: today }}
        send={(typed, keyed) => answer(api.POST("/api/units/{id}/merge", { ...path, body: { revision, ...typed }, ...keyed }))}
        done={done}
      >
        <Form.Item name="into" label={t("unit.merged_into")} extra={t("unit.merged_into_help")} rules={[{ required: true }]}><UnitInput kinds={[view.kind]} without={view.id} /></Form.Item>
        <Form.Item name="on" label={t("unit.merge_on")} extra={t("unit.merge_on_help")} rules={[{ required: true }]}>{day}</Form.Item>
      </FormDialog>
      <FormDialog<{ last_day: string }, UnitView>
        text={t("unit.close")}
        title={t("unit.close_title", { name: view.name })}
        about={<>{t("unit.close_about")}<PeopleStay unit={view.id} /></>}
        button={{ danger: true }}
        initial={{ last_day: today }}
        send={(typed, keyed) => answer(api.POST("/api/units/{id}/close", { ...path, body: { revision, ...typed }, ...keyed }))}
        done={done}
      >
        <Form.Item name="last_day" label={t("unit.last_day")} extra={t("unit.last_day_help")} rules={[{ required: true }]}>{day}</Form.Item>
      </FormDialog>
    </>
  );
}

/** A unit that ends takes nobody with it: whoever ends it has to know that their posts are left to be seen to. */
function PeopleStay({ unit }: { unit: string }) {
  const may = useMay();
  return (
    <>
      {t("unit.people_stay")}
      {may("org.read_people") ? <> <Link to={`/people?under=${unit}`}>{t("unit.people_see")}</Link></> : t("unit.people_by_others")}
    </>
  );
}
