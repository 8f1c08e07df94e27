// @ts-check
/** @type {import("@docusaurus/types").Config} */
export default {
  title: "Docs",
  url: "https://docs.example",
  baseUrl: "/",
  onBrokenLinks: "throw",
  scripts: [{ src: "https://gloss.example/embed.js", defer: true }],
  plugins: [["@docusaurus/plugin-content-docs", { routeBasePath: "/", sidebarPath: undefined }]],
  themes: ["@docusaurus/theme-classic"],
};
