// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Text;
using Wattwarden.Assets;
using Wattwarden.PageBuild;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

public class PageFilesTests
{
    private readonly WebDevice _device = new();

    [Fact]
    public void Each_file_of_the_sources_comes_whole_and_compressed_in_slices_with_a_tag()
    {
        List<PageFile> files = [.. PageSet.Pages(RepositoryFiles.Root), .. PageSet.Words(RepositoryFiles.Root)];
        Assert.Contains(files, file => file.Path == "/");
        Assert.Contains(files, file => file.Path == "/lang/en.json");
        foreach (PageFile file in files)
        {
            FakeExchange answer = _device.Get(file.Path);
            Assert.Equal((200, file.Bytes.Length), (answer.Status, answer.ContentLength));
            Assert.Equal(file.Bytes, answer.AnswerBytes);
            Assert.Equal(file.Text, Unzip(answer.AnswerBytes));
            Assert.Equal("gzip", answer.AnswerHeaders["Content-Encoding"]);
            Assert.Equal("nosniff", answer.AnswerHeaders["X-Content-Type-Options"]);
            Assert.InRange(answer.GreatestWrite, 1, AssetBundle.SliceBytes);

            string tag = answer.AnswerHeaders["ETag"];
            Assert.Equal($"\"{file.Tag}\"", tag);
            FakeExchange again = _device.Do(new FakeExchange("GET", file.Path).With("If-None-Match", tag));
            Assert.Equal((304, "", tag), (again.Status, again.Answer, again.AnswerHeaders["ETag"]));
            Assert.Equal(200, _device.Do(new FakeExchange("GET", file.Path).With("If-None-Match", "\"0\"")).Status);
            Assert.Equal(405, _device.Do(new FakeExchange("PUT", file.Path)).Status);
        }

        Assert.Equal(404, _device.Get("/lang/xx.json").Status);
    }

    [Theory]
    [InlineData("/", "text/html; charset=utf-8", "<!doctype html>")]
    [InlineData("/app.css", "text/css; charset=utf-8", ":root{")]
    [InlineData("/app.js", "text/javascript; charset=utf-8", "export const MENU={")]
    [InlineData("/lang/keys.json", "application/json", "\"")]
    public void Each_kind_of_file_has_its_type(string path, string type, string start)
    {
        FakeExchange answer = _device.Get(path);
        Assert.Equal(type, answer.ContentType);
        Assert.StartsWith(start, Unzip(answer.AnswerBytes));
    }

    [Fact]
    public void The_page_forbids_code_and_frames_of_others_and_code_in_the_page()
    {
        string policy = _device.Get("/").AnswerHeaders["Content-Security-Policy"];
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
    }

    [Fact]
    public void The_build_cuts_slices_as_the_device_expects_them() => Assert.Equal(AssetBundle.SliceBytes, BundleWriter.SliceBytes);

    [Fact]
    public void Scripts_set_text_and_never_markup_and_the_page_has_no_inline_code()
    {
        string folder = Path.Combine(RepositoryFiles.Root, PageSet.Source);
        string[] scripts = Directory.GetFiles(folder, "*.js", SearchOption.AllDirectories);
        Assert.NotEmpty(scripts);
        foreach (string script in scripts)
        {
            string js = File.ReadAllText(script);
            foreach (string word in new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "http://", "https://", "DOMParser" })
            {
                Assert.False(js.Replace("http://www.w3.org/2000/svg", "").Contains(word), $"{script}: {word}");
            }
        }

        string html = File.ReadAllText(Path.Combine(folder, "index.html"));
        Assert.DoesNotMatch("\\son\\w+=", html);
        Assert.DoesNotContain("style=", html);
        Assert.DoesNotMatch("<script(?![^>]*\\ssrc=)", html);
    }

    [Fact]
    public void The_sizes_of_all_files_are_reported()
    {
        List<PageFile> files = [.. PageSet.Pages(RepositoryFiles.Root), .. PageSet.Words(RepositoryFiles.Root)];
        TestReport.Write("page-sizes",
        [
            $"{"file",-28}{"minified",10}{"gzip",8}",
            .. files.Select(file => $"{file.Path,-28}{file.PlainBytes,10}{file.Bytes.Length,8}"),
            $"{"all",-28}{files.Sum(file => file.PlainBytes),10}{files.Sum(file => file.Bytes.Length),8}",
        ]);
        Assert.All(files, file => Assert.InRange(file.Bytes.Length, 20, 12_000));
    }

    [Theory]
    [InlineData("a.html", "<p>\n  caf\u00e9 <!-- x\ny --> !\n</p>\n", "<p>\ncaf\u00e9  !\n</p>\n")]
    [InlineData("a.css", "/* x */\na,\nb > c {\n  color: red;\n  margin: 0 1px;\n}\n\n@media (x: y) {\n  p :hover {\n    top: calc(1px + 2px);\n  }\n}\n", "a,b > c{color:red;margin:0 1px}@media (x:y){p :hover{top:calc(1px + 2px)}}")]
    [InlineData("a.css", "a::before { content: \"/* ; */\"; }", "a::before{content:\"/* ; */\"}")]
    [InlineData("a.js", "// note\nlet a = '\u2013'; // gone\n\n  a = 'http://x';\n", "let a='\u2013';\na='http://x';\n")]
    [InlineData("a.js", "a = b - -c + +d / 2; /* x\ny */ return a ? /[/'\"]/.test(b) : x / y / z;", "a=b- -c+ +d/ 2;\nreturn a?/[/'\"]/.test(b):x/ y/ z;\n")]
    [InlineData("a.js", "const f = async x => ({ ...x, 'a b': \"c  d\" });", "const f=async x=>({...x,'a b':\"c  d\"});\n")]
    public void The_minifier_takes_out_space_and_comments_and_nothing_else(string file, string text, string expected) =>
        Assert.Equal(expected, Minifier.Minify(file, text));

    [Theory]
    [InlineData("a.js", "let a = `x`;")]
    [InlineData("a.js", "let a = 'x;\n'")]
    [InlineData("a.js", "/* x")]
    [InlineData("a.css", "a { content: \"x; }")]
    [InlineData("a.html", "<pre> x</pre>")]
    [InlineData("a.html", "<!-- x")]
    [InlineData("a.txt", "x")]
    public void What_the_minifier_could_break_it_refuses(string file, string text) =>
        Assert.Throws<InvalidDataException>(() => Minifier.Minify(file, text));

    private static string Unzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new StreamReader(gzip, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
