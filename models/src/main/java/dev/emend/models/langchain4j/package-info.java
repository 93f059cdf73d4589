/** What applications on LangChain4j take from Emend: models whose answers are refined. */
@NullMarked
package dev.emend.models.langchain4j;

import org.jspecify.annotations.NullMarked;
