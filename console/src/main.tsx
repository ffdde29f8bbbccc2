import "./app/policy";
import { createRoot } from "react-dom/client";
import { Root } from "./app/Root";
import { recallLanguage } from "./i18n";
import { applyAppearance } from "./ui/appearance";
import "./app/console.css";
import "./app/elder.css";
import "./app/print.css";

applyAppearance();
const place = document.getElementById("root");
void recallLanguage().then(() => place !== null && createRoot(place).render(<Root />));
