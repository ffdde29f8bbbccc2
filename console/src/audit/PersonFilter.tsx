/** Narrows the trail to one person, found by part of the name or the login. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import { mark, t } from "@/i18n";
import { clearing } from "@/ui/clearing";

const OFFERED = 50;

export function PersonFilter({ value, onChange }: { value: string | undefined; onChange: (person: string | undefined) => void }) {
  const [typed, setTyped] = useState("");
  const people = useQuery({
    queryKey: ["people", "found", typed],
    queryFn: () => answer(api.GET("/api/people", { params: { query: { q: typed, disabled: true, limit: OFFERED } } })),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: ["people", value],
    queryFn: () => answer(api.GET("/api/people/{id}", { params: { path: { id: value ?? "" } } })),
    enabled: value !== undefined,
  });
  const items = people.data?.items ?? [];
  const offered = value === undefined || items.some(({ id }) => id === value) || chosen.data === undefined ? items : [chosen.data, ...items];
  return (
    <Select
      aria-label={t("common.person")}
      placeholder={t("common.person")}
      allowClear={clearing()}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={people.isFetching}
      style={{ minWidth: 180 }}
      value={value ?? null}
      onChange={(person) => onChange(person ?? undefined)}
      options={offered.map(({ id, name, login }) => ({ value: id, label: `${name}${mark.open}${login}${mark.close}` }))}
    />
  );
}
