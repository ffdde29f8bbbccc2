import { useParams } from "react-router";
import { RecordPage } from "@/register/RecordPage";
import { exposureQuery } from "./api";
import { exposureKit } from "./kit";

export default function ExposurePage() {
  const { id = "" } = useParams();
  return <RecordPage id={id} read={exposureQuery(id)} kitFor={exposureKit} />;
}
