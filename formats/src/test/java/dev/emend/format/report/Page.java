package dev.emend.format.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A report as a reader's machine sees it. That it can be parsed as XML shows that no text has become markup. */
final class Page {

    private final Document document;

    private Page(Document document) {
        this.document = document;
    }

    static Page of(String html) {
        try {
            return new Page(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html))));
        } catch (SAXException | IOException | ParserConfigurationException malformed) {
            throw new AssertionError("the report is not well-formed", malformed);
        }
    }

    List<Element> elements(String tag) {
        return elements(document.getElementsByTagName(tag));
    }

    List<Element> in(String id, String tag) {
        return elements(byId(id).getElementsByTagName(tag));
    }

    Element byId(String id) {
        return elements("*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no element has the id " + id));
    }

    String text(String id) {
        return byId(id).getTextContent();
    }

    /** A table's body, row by row. */
    List<List<String>> rows(String id) {
        List<List<String>> rows = new ArrayList<>();
        for (Element row : in(id, "tr")) {
            rows.add(elements(row.getElementsByTagName("*")).stream()
                    .filter(cell ->
                            cell.getTagName().equals("th") || cell.getTagName().equals("td"))
                    .map(cell -> cell.getTextContent().replace('\u00A0', ' '))
                    .toList());
        }
        return rows.subList(1, rows.size());
    }

    Set<String> tags() {
        Set<String> tags = new TreeSet<>();
        elements("*").forEach(element -> tags.add(element.getTagName()));
        return tags;
    }

    /** Every attribute, as {@code name=value}. */
    Set<String> attributes() {
        Set<String> attributes = new TreeSet<>();
        for (Element element : elements("*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                attributes.add(element.getAttributes().item(i).getNodeName() + "="
                        + element.getAttributes().item(i).getNodeValue());
            }
        }
        return attributes;
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
