// What: the page that shows every part in every state, for eyes and for screenshots. It is built
// with the stand-in brain only and is no part of the product.
import "../fonts.css";
import "../tokens.css";
import "../base.css";
import { mount } from "svelte";
import { speak } from "../words";
import english from "../words/en.ftl";
import Page from "./Page.svelte";

await speak(english, {});
const target = document.getElementById("app");
if (target) mount(Page, { target });
