/** Tests of how a run looks. */
@NullMarked
package dev.emend.cli.view;

import org.jspecify.annotations.NullMarked;
