package dev.emend.scoring.json;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/**
 * Patterns of a schema, matched in time linear in the answer's length, so that no answer can make one hang. The few that
 * look ahead or behind or refer back are the JDK's, which has no such bound.
 */
final class LinearPatterns implements RegularExpressionFactory {

    private final RegularExpressionFactory backtracking = JDKRegularExpressionFactory.getInstance();

    @Override
    public RegularExpression getRegularExpression(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return text -> pattern.matcher(text).find();
        } catch (PatternSyntaxException beyondLinear) {
            return backtracking.getRegularExpression(regex);
        }
    }
}
