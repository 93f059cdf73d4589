/**
 * The models that can be had by name, and how they come onto this machine: {@code Catalogue} lists them with their
 * sources and hashes, {@code ModelStore} fetches one from the first source that gives the right bytes.
 */
@NullMarked
package dev.emend.models.catalogue;

import org.jspecify.annotations.NullMarked;
