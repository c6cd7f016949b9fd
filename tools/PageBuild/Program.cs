// SPDX-License-Identifier: MIT
// Turns src/Web/Pages into C#, below artifacts/pages. The builds of firmware/Pages, Words and Words2 run it.
using Wattwarden.PageBuild;

string? root = AppContext.BaseDirectory;
while (root != null && !File.Exists(Path.Combine(root, "Wattwarden.slnx"))) root = Path.GetDirectoryName(root);
if (root == null)
{
    Console.Error.WriteLine("PageBuild: it lies outside of the repository");
    return 2;
}

try
{
    Save("PageBundle", BundleWriter.Write("Wattwarden.Pages", "PageBundle", PageSet.Pages(root)));
    List<PageFile>[] words = PageSet.WordBundles(root);
    Save("WordBundle", BundleWriter.Write("Wattwarden.Words", "WordBundle", words[0]));
    Save("WordBundle2", BundleWriter.Write("Wattwarden.Words2", "WordBundle2", words[1]));
    return 0;
}
catch (Exception fault) when (fault is InvalidDataException or System.Text.Json.JsonException)
{
    Console.Error.WriteLine("PageBuild: error: " + fault.Message);
    return 1;
}

void Save(string name, string code)
{
    string folder = Path.Combine(root, "artifacts", "pages");
    Directory.CreateDirectory(folder);
    // Two projects may run this at the same time: each writes its own file and puts it in place whole.
    string own = Path.Combine(folder, name + "." + Environment.ProcessId);
    File.WriteAllText(own, code);
    File.Move(own, Path.Combine(folder, name + ".g.cs"), overwrite: true);
}
