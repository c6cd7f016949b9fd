// SPDX-License-Identifier: MIT
using System.Text;

namespace Wattwarden.PageBuild;

/// <summary>
/// Takes out comments and space that no reader of the language misses, and nothing else: no name is changed, lines of scripts stay lines.
/// What it does not understand it refuses.
/// </summary>
public static class Minifier
{
    private const string Tight = "{}()[];,:?=<>!&|+-*%~^.";   // a script needs no space beside these, but between two alike

    public static string Minify(string file, string text) => Path.GetExtension(file) switch
    {
        ".html" => Html(file, text),
        ".css" => Css(file, text),
        ".js" => Script(file, text),
        _ => throw new InvalidDataException($"{file}: no way to minify it"),
    };

    private static string Html(string file, string html)
    {
        foreach (string part in new[] { "<pre", "<textarea", "<style" })
        {
            if (html.Contains(part, StringComparison.OrdinalIgnoreCase)) throw new InvalidDataException($"{file}: {part} would not survive");
        }

        while (html.IndexOf("<!--", StringComparison.Ordinal) is >= 0 and var start)
        {
            int end = html.IndexOf("-->", start, StringComparison.Ordinal);
            if (end < 0) throw new InvalidDataException($"{file}: a comment does not end");
            html = html.Remove(start, end + 3 - start);
        }

        return string.Join('\n', html.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";
    }

    private static string Css(string file, string css)
    {
        var small = new StringBuilder();
        for (int i = 0; i < css.Length;)
        {
            int end = css[i] is '"' or '\'' ? EndOfString(file, css, i) : css.AsSpan(i).StartsWith("/*") ? EndOfComment(file, css, i) : i;
            if (end > i)
            {
                if (css[i] != '/') small.Append(css, i, end - i);
                i = end;
                continue;
            }

            AppendCss(small, css[i++]);
        }

        return small.ToString().Trim();
    }

    // A space before ':' or '(' can have a meaning; beside these marks it has none.
    private static void AppendCss(StringBuilder small, char c)
    {
        char last = small.Length == 0 ? ' ' : small[^1];
        if (char.IsWhiteSpace(c))
        {
            if (!"{};,: \n".Contains(last)) small.Append(' ');
            return;
        }

        if (last == ' ' && "{};,".Contains(c)) small.Length--;
        if (c == '}' && small.Length > 0 && small[^1] == ';') small.Length--;
        small.Append(c);
    }

    private static string Script(string file, string js) => Script(file, Script(file, js, false), true);

    // First without comments, then without space.
    private static string Script(string file, string js, bool tight)
    {
        var small = new StringBuilder();
        for (int i = 0; i < js.Length;)
        {
            char c = js[i];
            if (c == '`') throw new InvalidDataException($"{file}: a template would not survive");
            int end = i;
            bool isComment = false;
            if (c is '"' or '\'') end = EndOfString(file, js, i);
            else if (js.AsSpan(i).StartsWith("/*")) (end, isComment) = (EndOfComment(file, js, i), true);
            else if (js.AsSpan(i).StartsWith("//")) (end, isComment) = (EndOfLine(js, i), true);
            else if (c == '/' && StartsPattern(small)) end = EndOfPattern(file, js, i);
            if (end > i)
            {
                if (isComment) small.Append(js.AsSpan(i, end - i).Contains('\n') ? '\n' : ' ');   // ends a statement as the line did
                else small.Append(js, i, end - i);
                i = end;
                continue;
            }

            i++;
            if (!tight) small.Append(c);
            else if (c == '\n') EndLine(small);
            else if (!char.IsWhiteSpace(c)) small.Append(c);
            else if (NeedsSpace(small, js, i)) small.Append(' ');
        }

        if (tight) EndLine(small);
        return small.ToString();
    }

    private static void EndLine(StringBuilder small)
    {
        while (small.Length > 0 && small[^1] == ' ') small.Length--;
        if (small.Length > 0 && small[^1] != '\n') small.Append('\n');
    }

    private static bool NeedsSpace(StringBuilder small, string js, int next)
    {
        if (small.Length == 0 || next >= js.Length) return false;
        char before = small[^1];
        char after = js[next];
        if (char.IsWhiteSpace(before) || char.IsWhiteSpace(after)) return false;
        if (before == after) return true;   // a - -b; a / /x/
        return !Tight.Contains(before) && !Tight.Contains(after) && after != '/';
    }

    // A '/' after a value divides; after anything else it begins a pattern.
    private static bool StartsPattern(StringBuilder small)
    {
        int at = small.Length - 1;
        while (at >= 0 && small[at] == ' ') at--;
        return at < 0 || "(,=:[!&|?{};\n>".Contains(small[at]);
    }

    private static int EndOfPattern(string file, string js, int start)
    {
        bool inSet = false;
        for (int i = start + 1; i < js.Length && js[i] != '\n'; i++)
        {
            if (js[i] == '\\') i++;
            else if (js[i] == '[') inSet = true;
            else if (js[i] == ']') inSet = false;
            else if (js[i] == '/' && !inSet) return i + 1;
        }

        throw new InvalidDataException($"{file}: a pattern does not end");
    }

    private static int EndOfString(string file, string text, int start)
    {
        for (int i = start + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == text[start]) return i + 1;
        }

        throw new InvalidDataException($"{file}: a string does not end on its line");
    }

    private static int EndOfComment(string file, string text, int start)
    {
        int end = text.IndexOf("*/", start, StringComparison.Ordinal);
        return end < 0 ? throw new InvalidDataException($"{file}: a comment does not end") : end + 2;
    }

    private static int EndOfLine(string text, int start) => text.IndexOf('\n', start) is >= 0 and var end ? end : text.Length;
}
