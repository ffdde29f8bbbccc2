import { UnitSelect } from "./UnitSelect";

/** A unit for forms. */
export function UnitInput({ value, onChange, id }: {
  value?: string;
  onChange?: (unit: string | undefined) => void;
  id?: string;
}) {
  return (
    <UnitSelect
      {...(id === undefined ? {} : { id })}
      value={value}
      onChange={(unit) => onChange?.(unit)}
      width="100%"
    />
  );
}
