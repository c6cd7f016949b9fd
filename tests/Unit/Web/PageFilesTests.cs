// SPDX-License-Identifier: MIT
using Wattwarden.PageBuild;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.Web;

public class PageFilesTests(ITestOutputHelper output)
{
    private readonly WebDevice _device = new();

    [Fact]
    public void The_generated_pages_are_those_of_the_sources() =>
        Assert.Equal(PageGenerator.Generate(RepositoryFiles.Root), RepositoryFiles.Read(PageGenerator.Target));

    [Theory]
    [InlineData("/", "text/html; charset=utf-8", "<!doctype html>")]
    [InlineData("/status.css", "text/css; charset=utf-8", ":root{")]
    [InlineData("/status.js", "text/javascript; charset=utf-8", "'use strict';")]
    public void Each_file_comes_whole_in_slices_with_a_policy_and_a_tag(string path, string type, string start)
    {
        FakeExchange answer = _device.Get(path);
        Assert.Equal((200, type), (answer.Status, answer.ContentType));
        Assert.StartsWith(start, answer.Answer);
        Assert.Equal(answer.ContentLength, answer.Answer.Length);
        Assert.InRange(answer.GreatestWrite, 1, PageGenerator.SliceBytes);
        Assert.Contains("default-src 'self'", answer.AnswerHeaders["Content-Security-Policy"]);
        Assert.Contains("frame-ancestors 'none'", answer.AnswerHeaders["Content-Security-Policy"]);
        Assert.DoesNotContain("unsafe", answer.AnswerHeaders["Content-Security-Policy"]);
        Assert.Equal("nosniff", answer.AnswerHeaders["X-Content-Type-Options"]);

        string tag = answer.AnswerHeaders["ETag"];
        FakeExchange again = _device.Do(new FakeExchange("GET", path).With("If-None-Match", tag));
        Assert.Equal((304, "", tag), (again.Status, again.Answer, again.AnswerHeaders["ETag"]));
        Assert.Equal(200, _device.Do(new FakeExchange("GET", path).With("If-None-Match", "\"0\"")).Status);
    }

    [Fact]
    public void The_first_page_with_all_its_files_stays_below_fourteen_kilobytes()
    {
        int bytes = Enumerable.Range(0, Pages.Count).Sum(Pages.Length);
        output.WriteLine($"{bytes} bytes, not compressed");
        Assert.InRange(bytes, 1, 14 * 1024);
    }

    [Fact]
    public void The_page_sets_text_and_never_markup_and_has_no_inline_code()
    {
        string js = RepositoryFiles.Read(PageGenerator.Source + "/status.js");
        foreach (string word in new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function" }) Assert.DoesNotContain(word, js);
        string html = RepositoryFiles.Read(PageGenerator.Source + "/status.html");
        Assert.DoesNotMatch("\\son\\w+=", html);
        Assert.DoesNotContain("style=", html);
        Assert.DoesNotMatch("<script(?![^>]*\\ssrc=)", html);
    }

    [Theory]
    [InlineData("a.html", "<p>\n  caf\u00e9 <!-- x\ny --> \U0001F600\n</p>\n", "<p>\ncaf&#233;  &#128512;\n</p>\n")]
    [InlineData("a.css", "/* x */\na,\nb {\n  color: red;\n  margin: 0 1px;\n}\n\n@media (x: y) {\n  p {\n    top: 0;\n  }\n}\n", "a,b{color:red;margin:0 1px}@media (x:y){p{top:0}}\n")]
    [InlineData("a.js", "// note\nlet a = '\u2013\U0001F600'; // stays\n\n  a = 'http://x';\n", "let a = '\\u2013\\ud83d\\ude00'; // stays\na = 'http://x';\n")]
    public void The_minifier_takes_out_space_and_comments_and_escapes_the_rest(string file, string text, string expected) =>
        Assert.Equal(expected, PageGenerator.Minify(file, text));

    [Theory]
    [InlineData("a.js", "let a = `x`;")]
    [InlineData("a.css", "a { content: \"x\"; }")]
    [InlineData("a.html", "<pre> x</pre>")]
    [InlineData("a.html", "<!-- x")]
    [InlineData("a.js", "a\u0007")]
    public void What_the_minifier_could_break_it_refuses(string file, string text) =>
        Assert.Throws<InvalidDataException>(() => PageGenerator.Minify(file, text));
}
