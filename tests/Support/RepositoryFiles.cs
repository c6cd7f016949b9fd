// SPDX-License-Identifier: MIT
namespace Wattwarden.Tests.Support;

/// <summary>Files of the repository that tests compare with the code.</summary>
public static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "Wattwarden.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the repository is not above " + AppContext.BaseDirectory);
    }
}
