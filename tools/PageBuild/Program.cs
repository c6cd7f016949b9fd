// SPDX-License-Identifier: MIT
// Writes src/Web/Pages.g.cs: dotnet run --project tools/PageBuild
using Wattwarden.PageBuild;

string? root = Directory.GetCurrentDirectory();
while (root != null && !File.Exists(Path.Combine(root, "Wattwarden.slnx"))) root = Path.GetDirectoryName(root);
if (root == null)
{
    Console.Error.WriteLine("PageBuild: run it inside the repository");
    return 2;
}

string target = Path.Combine(root, PageGenerator.Target);
string text = PageGenerator.Generate(root);
if (File.Exists(target) && File.ReadAllText(target) == text)
{
    Console.WriteLine($"{PageGenerator.Target} is up to date");
    return 0;
}

File.WriteAllText(target, text);
Console.WriteLine($"{PageGenerator.Target} written");
return 0;
