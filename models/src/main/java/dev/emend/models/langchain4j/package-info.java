/** Between applications on LangChain4j and Emend: their models in a run, and models whose answers are refined. */
@NullMarked
package dev.emend.models.langchain4j;

import org.jspecify.annotations.NullMarked;
