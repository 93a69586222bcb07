// Owns the order of the tests, in one process: one service and one browser serve them all.
import "./visitor.test.mjs";
import "./danger.test.mjs";
import "./operator.test.mjs";
import "./operator-typing.test.mjs";
import "./elsewhere.test.mjs";
import "./clear.test.mjs";
import "./network.test.mjs";
import "./gp.test.mjs";
import "./embed.test.mjs";
import "./language.test.mjs";
import "./access.test.mjs";
import "./weight.test.mjs";
