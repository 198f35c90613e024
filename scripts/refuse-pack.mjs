/** `npm pack` of the whole repository would make a package of the panel, which runs from a clone and not from a registry. */
console.error(
  "The panel is not a package: it runs from a clone. `npm run pack:engine` packs the engine, for services to install.",
);
process.exitCode = 1;
